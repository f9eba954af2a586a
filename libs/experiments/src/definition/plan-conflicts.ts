import type { Experiment } from './experiment.js';

/** Two experiments that may change the same setting of the Plan for the same unit. */
export interface PlanConflict {
  /** The later one's value wins, by start time, then key. */
  readonly experiments: readonly [string, string];
  /** As a Plan spells it, e.g. `reranker.window`. */
  readonly settings: readonly string[];
}

/**
 * Conflicts of one experiment with those that are drafts or run, other than those of its own layer, which exclude it.
 * They are no error: variants are laid over each other in a known order. But each one's effect then depends on the other.
 */
export function planConflicts(experiment: Experiment, all: readonly Experiment[]): readonly PlanConflict[] {
  const own = settingsOf(experiment);
  return all.flatMap((other): PlanConflict[] => {
    if (other.key === experiment.key || !isOpenState(other) || excludeEachOther(experiment, other)) return [];
    const shared = sharedSettings(own, settingsOf(other));
    return shared.length === 0 ? [] : [{ experiments: [experiment.key, other.key], settings: shared }];
  });
}

/** Settings of a variant that another experiment that is running changes too, with that experiment. */
export function shipConflicts(
  experiment: Experiment,
  plan: Readonly<Record<string, unknown>>,
  all: readonly Experiment[],
): readonly PlanConflict[] {
  const own = planSettings(plan);
  return all.flatMap((other): PlanConflict[] => {
    if (other.key === experiment.key || other.state !== 'running') return [];
    const shared = sharedSettings(own, settingsOf(other));
    return shared.length === 0 ? [] : [{ experiments: [experiment.key, other.key], settings: shared }];
  });
}

/** Of these settings of a Plan, those that are among the others, or within one of them, or around one. */
export function sharedSettings(settings: readonly string[], others: readonly string[]): readonly string[] {
  return settings.filter((setting) => others.some((each) => touches(setting, each)));
}

/** Dotted paths of what a partial Plan names. */
export function planSettings(plan: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.keys(plan).length === 0 ? [] : leaves(plan, '');
}

function isOpenState({ state }: Experiment): boolean {
  return state === 'draft' || state === 'running';
}

function excludeEachOther(a: Experiment, b: Experiment): boolean {
  return a.layer !== null && a.layer.name === b.layer?.name;
}

/** Dotted paths of the settings that any variant names. */
function settingsOf({ variants }: Experiment): readonly string[] {
  return [...new Set(variants.flatMap(({ plan }) => leaves(plan, '')))].sort();
}

function leaves(value: unknown, path: string): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, path === '' ? name : `${path}.${name}`));
}

/** The same setting, or one within the other. */
function touches(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
