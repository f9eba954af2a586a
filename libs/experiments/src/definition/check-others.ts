import type { FieldViolation } from '../error.js';
import type { Experiment, ExperimentDefinition } from './experiment.js';

/** What an experiment may not be beside the others: in one layer's part with one of them, or in a circle. */
export function* checkAgainstOthers(
  edited: Partial<ExperimentDefinition>,
  all: readonly Experiment[],
): Iterable<FieldViolation> {
  const others = all.filter(({ key }) => key !== edited.key);
  yield* checkLayerParts(edited, others);
  yield* checkOnePage(edited, others);
  yield* checkPrerequisites(edited, others);
}

function* checkLayerParts(
  edited: Partial<ExperimentDefinition>,
  others: readonly Experiment[],
): Iterable<FieldViolation> {
  const { layer, unit } = edited;
  if (layer === undefined || layer === null) return;
  const [from, to] = layer.range;
  for (const other of others) {
    if (other.layer?.name !== layer.name || other.state === 'stopped' || other.state === 'archived') continue;
    if (unit !== undefined && other.unit !== unit) {
      yield {
        field: 'layer.name',
        description: `${other.key} is in it by ${other.unit}: only experiments of one unit can exclude each other`,
      };
    }
    const [otherFrom, otherTo] = other.layer.range;
    if (from < otherTo && otherFrom < to && !areApart(edited, other)) {
      yield {
        field: 'layer.range',
        description:
          `${from}..${to} overlaps ${otherFrom}..${otherTo} of ${other.key}, which is ${other.state}: ` +
          'take a free part, or begin after it ends',
      };
    }
  }
}

/** A page is of two rankings at most: interleaved experiments exclude each other, by a layer or by their dates. */
function* checkOnePage(edited: Partial<ExperimentDefinition>, others: readonly Experiment[]): Iterable<FieldViolation> {
  if (edited.kind !== 'interleaving') return;
  for (const other of others) {
    const isOpen = other.state === 'draft' || other.state === 'running';
    if (!isOpen || other.kind !== 'interleaving' || areApart(edited, other)) continue;
    if (edited.layer !== null && edited.layer !== undefined && edited.layer.name === other.layer?.name) continue;
    const description = `${other.key} is interleaved too and ${other.state}: a page is of two rankings only, so put both into one layer`;
    yield { field: 'layer', description };
  }
}

/** Whether one's dates end before the other's begin. */
function areApart(
  a: Pick<Partial<ExperimentDefinition>, 'start' | 'end'>,
  b: Pick<Experiment, 'start' | 'end'>,
): boolean {
  return (a.end ?? Infinity) <= (b.start ?? -Infinity) || (b.end ?? Infinity) <= (a.start ?? -Infinity);
}

function* checkPrerequisites(
  edited: Partial<ExperimentDefinition>,
  others: readonly Experiment[],
): Iterable<FieldViolation> {
  for (const [index, { experiment, variants }] of (edited.prerequisites ?? []).entries()) {
    const field = `prerequisites.${index}.experiment`;
    const other = others.find(({ key }) => key === experiment);
    if (other === undefined) {
      const description = experiment === edited.key ? 'is this one itself' : `there is no experiment ${experiment}`;
      yield { field, description };
      continue;
    }
    if (other.kind === 'interleaving') {
      yield { field, description: `${experiment} is interleaved: nobody is in one variant of it` };
      continue;
    }
    if (edited.unit !== undefined && other.unit !== edited.unit) {
      yield { field, description: `${experiment} goes by ${other.unit}, this one by ${edited.unit}` };
    }
    for (const [at, variant] of variants.entries()) {
      if (other.variants.some(({ key }) => key === variant)) continue;
      yield { field: `prerequisites.${index}.variants.${at}`, description: `${experiment} has no variant ${variant}` };
    }
    if (edited.key !== undefined && reaches(experiment, edited.key, others)) {
      yield { field, description: `${experiment} itself asks for ${edited.key}: they would wait for each other` };
    }
  }
}

/** Whether following prerequisites leads from one experiment to another. */
function reaches(from: string, to: string, experiments: readonly Experiment[]): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let key = open.pop(); key !== undefined; key = open.pop()) {
    if (key === to) return true;
    if (seen.has(key)) continue;
    seen.add(key);
    const next = experiments.find((each) => each.key === key)?.prerequisites ?? [];
    open.push(...next.map(({ experiment }) => experiment));
  }
  return false;
}
