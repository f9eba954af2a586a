import type { Experiment, ExperimentDefinition, ExperimentState } from '../definition/experiment.js';
import { drawnVariants } from '../definition/drawn-variants.js';
import { ExperimentError } from '../error.js';
import { startOf } from './schedule.js';

/** Where each state may go. A stopped experiment is not started again: its units have seen what they have seen. */
const ways: Readonly<Record<ExperimentState, readonly ExperimentState[]>> = {
  draft: ['running', 'archived'],
  running: ['stopped'],
  stopped: ['archived'],
  archived: [],
};

/** How to get where one wanted to go. */
const advice: Readonly<Record<ExperimentState, string>> = {
  draft: 'start it first',
  running: 'stop it first',
  stopped: 'make a new experiment of its definition to run it again, or archive it',
  archived: 'make a new experiment of its definition',
};

/** A new draft. */
export function draftOf(definition: ExperimentDefinition, now: number): Experiment {
  return {
    ...definition,
    state: 'draft',
    phase: 1,
    seed: definition.key,
    version: 1,
    phases: [],
    created_at: now,
    updated_at: now,
    started_at: null,
    stopped_at: null,
    stop_reason: '',
    shipped: null,
  };
}

/**
 * The experiment in another state: started, stopped (the kill switch is no more than that: the next search sees it) or
 * archived. Throws `FAILED_PRECONDITION` for a way that there is not.
 */
export function transition(
  experiment: Experiment,
  to: ExperimentState,
  { now, reason }: { readonly now: number; readonly reason: string },
): Experiment {
  if (!ways[experiment.state].includes(to)) {
    throw new ExperimentError(
      'FAILED_PRECONDITION',
      `${experiment.key} is ${experiment.state}, which cannot become ${to}: ${advice[experiment.state]}.`,
    );
  }
  if (to === 'running') return started(experiment, now);
  if (to === 'stopped') {
    return { ...experiment, state: to, stopped_at: now, stop_reason: reason, phases: closed(experiment.phases, now) };
  }
  return { ...experiment, state: to };
}

/** The phases with the last one ended. */
export function closed(phases: Experiment['phases'], now: number): Experiment['phases'] {
  return phases.map((phase, index) => (index === phases.length - 1 ? { ...phase, ended_at: now } : phase));
}

/** The phase that begins now, as it is drawn. */
export function phaseOf(experiment: Experiment, from: number, reason: string): Experiment['phases'][number] {
  const weights = Object.fromEntries(drawnVariants(experiment).map(({ key, weight }) => [key, weight]));
  return {
    phase: experiment.phase,
    seed: experiment.seed,
    started_at: from,
    ended_at: null,
    weights,
    ...(experiment.allocation !== null && { batches: [{ batch: 1, from, weights }] }),
    reason,
  };
}

function started(draft: Experiment, now: number): Experiment {
  if (draft.end !== null && draft.end <= now) {
    throw new ExperimentError('FAILED_PRECONDITION', `${draft.key} ends before it begins: set a later end, or none.`);
  }
  const running: Experiment = { ...draft, state: 'running', started_at: now };
  return { ...running, phases: [phaseOf(running, startOf(running), 'started')] };
}
