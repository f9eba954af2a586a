import type { Experiment, ExperimentDefinition } from '../definition/experiment.js';
import { ExperimentError } from '../error.js';
import { sameJson } from './same-json.js';
import { coverageAt, startOf } from './schedule.js';
import { closed, phaseOf } from './transitions.js';

export interface EditOptions {
  /** ms since 1970. */
  readonly now: number;
  /** Begins a new phase, which is analysed by itself. @defaultValue false */
  readonly newPhase?: boolean | undefined;
  /**
   * With a new phase, whether it draws every unit anew, so that what units saw in the phase before is spread evenly over
   * the variants; false keeps the seed. @defaultValue true
   */
  readonly resalt?: boolean | undefined;
  readonly reason?: string | undefined;
}

/** What decides who is in an experiment and in which variant of it. While it runs, only a new phase changes it. */
const drawnBy = [
  'unit',
  'variants',
  'allocation',
  'targeting',
  'layer',
  'holdout',
  'prerequisites',
  'sticky',
  'hash_version',
] as const satisfies readonly (keyof ExperimentDefinition)[];

/** What may still be changed of an experiment that was stopped: how it is read, not what it was. */
const readBy: readonly (keyof ExperimentDefinition)[] = [
  'name',
  'hypothesis',
  'owner',
  'metrics',
  'minimum_detectable_effect',
  'planned_sample_size',
];

/**
 * The experiment with another definition. A draft may change in everything but its key; a running one in what draws
 * units only by a new phase; a stopped one only in how it is read. Throws `FAILED_PRECONDITION` that names the fields
 * and says how to proceed.
 */
export function edited(experiment: Experiment, definition: ExperimentDefinition, options: EditOptions): Experiment {
  if (definition.key !== experiment.key) {
    throw refused(`The key of ${experiment.key} cannot change: make a new experiment named ${definition.key}.`);
  }
  if (definition.kind !== experiment.kind && experiment.state !== 'draft') {
    throw refused(`kind: ${experiment.key} is ${experiment.state}: make a new experiment of another kind.`);
  }
  const after: Experiment = { ...experiment, ...definition };
  if (options.newPhase === true) return inNewPhase(experiment, after, options);
  if (experiment.state === 'running') checkRunning(experiment, after, options.now);
  if (experiment.state === 'stopped' || experiment.state === 'archived') checkOver(experiment, definition);
  return after;
}

function inNewPhase(experiment: Experiment, after: Experiment, options: EditOptions): Experiment {
  const { key, state, phase } = experiment;
  if (state !== 'running') {
    throw refused(`${key} is ${state}: only a running experiment begins a new phase. Leave new_phase out.`);
  }
  if (!sameJson(experiment.start, after.start) && startOf(experiment) <= options.now) {
    throw refused(`start: ${key} has begun already; leave start as it was.`);
  }
  const seed = options.resalt === false ? experiment.seed : `${key}:${phase + 1}`;
  const next: Experiment = { ...after, phase: phase + 1, seed };
  const from = Math.max(options.now, startOf(next));
  return {
    ...next,
    phases: [...closed(experiment.phases, options.now), phaseOf(next, from, options.reason ?? '')],
  };
}

function checkRunning(before: Experiment, after: Experiment, now: number): void {
  const changed: string[] = drawnBy.filter((field) => !sameJson(before[field], after[field]));
  if (changed.includes('variants')) changed.splice(changed.indexOf('variants'), 1, ...changedVariants(before, after));
  if (coverageAt(after, now) < coverageAt(before, now)) changed.push(`coverage (${fall(before, after, now)})`);
  if (changed.length > 0) {
    throw refused(
      `${before.key} is running, and ${changed.join(', ')} would change who is in which variant: ` +
        'send it with new_phase to begin a new phase, which draws units anew and is analysed by itself, ' +
        'or make a new experiment.',
    );
  }
  if (!sameJson(before.start, after.start) && startOf(before) <= now) {
    throw refused(`start: ${before.key} has begun already; leave start as it was.`);
  }
}

/** Which parts of which variants differ, as `variants.treatment.weight`. A variant's name for people may. */
function changedVariants(before: Experiment, after: Experiment): readonly string[] {
  const keys = (experiment: Experiment): readonly string[] => experiment.variants.map(({ key }) => key);
  if (!sameJson(keys(before), keys(after))) return ['the list of variants'];
  return before.variants.flatMap((variant, index) => {
    const other = after.variants[index];
    return (['weight', 'plan', 'value'] as const)
      .filter((part) => !sameJson(variant[part], other?.[part]))
      .map((part) => `variants.${variant.key}.${part}`);
  });
}

function fall(before: Experiment, after: Experiment, now: number): string {
  return `${coverageAt(after, now)} now, where it is ${coverageAt(before, now)}: units that are in would drop out`;
}

function checkOver(experiment: Experiment, definition: ExperimentDefinition): void {
  const changed = Object.keys(definition).filter(
    (field): field is keyof ExperimentDefinition =>
      isField(definition, field) && !readBy.includes(field) && !sameJson(experiment[field], definition[field]),
  );
  if (changed.length === 0) return;
  throw refused(
    `${experiment.key} is ${experiment.state}, and ${changed.join(', ')} would change what it was; ` +
      `only ${readBy.join(', ')} may change: make a new experiment for the rest.`,
  );
}

function isField(definition: ExperimentDefinition, name: string): name is keyof ExperimentDefinition {
  return Object.hasOwn(definition, name);
}

function refused(message: string): ExperimentError {
  return new ExperimentError('FAILED_PRECONDITION', message);
}
