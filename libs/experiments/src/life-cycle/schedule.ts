import type { Experiment } from '../definition/experiment.js';

/** What coverage goes by. */
export type Scheduled = Pick<Experiment, 'coverage' | 'ramp' | 'start' | 'end' | 'started_at' | 'state'>;

/** Coverage of a step and when it begins, ms since 1970. */
export interface CoverageStep {
  readonly from: number;
  readonly coverage: number;
}

/**
 * Coverage over time: `coverage` until the first step of the ramp begins, then the last that has begun. Steps by
 * `after_hours` count from the start: when it was set running, or its scheduled start where that is later.
 */
export function coverageSteps(experiment: Scheduled): readonly CoverageStep[] {
  const start = startOf(experiment);
  const steps = experiment.ramp.map(({ at, after_hours, coverage }) => ({
    from: at ?? start + (after_hours ?? 0) * 3_600_000,
    coverage,
  }));
  return [{ from: -Infinity, coverage: experiment.coverage }, ...steps.sort((a, b) => a.from - b.from)];
}

/** Share of the targeted units that take part at a time, 0..1. */
export function coverageAt(experiment: Scheduled, now: number): number {
  return coverageSteps(experiment).findLast(({ from }) => from <= now)?.coverage ?? 0;
}

/** Whether it takes units at a time: running, begun and not over. */
export function isOpen(experiment: Scheduled, now: number): boolean {
  return experiment.state === 'running' && startOf(experiment) <= now && now < (experiment.end ?? Infinity);
}

/** When it takes its first unit, ms since 1970; Infinity for a draft with no date. */
export function startOf({ start, started_at: startedAt }: Scheduled): number {
  return startedAt === null ? (start ?? Infinity) : Math.max(startedAt, start ?? startedAt);
}
