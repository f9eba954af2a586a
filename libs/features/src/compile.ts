import { CandidateList } from './candidate-list.js';
import { declaredFeatures } from './declared.js';
import { nearestNames } from '@weir/text';
import type { Feature } from './feature.js';
import type { FeatureInput } from './feature-input.js';

/** Features in the order of a model's columns, ready to be computed for list after list. */
export interface CompiledFeatures {
  readonly names: readonly string[];
  /**
   * Writes one row a candidate, row-major: `out[i * names.length + j]` is feature j of candidate i. Throws a RangeError
   * if `out` is shorter than that.
   */
  compute(input: FeatureInput, out: Float64Array): void;
}

/** A model or a person named a feature that is not declared. */
export class UnknownFeatureError extends Error {
  override readonly name = 'UnknownFeatureError';
}

/** Throws an UnknownFeatureError that names the nearest declared features. */
export function compileFeatures(names: readonly string[] = declaredFeatures.map(({ name }) => name)): CompiledFeatures {
  const features = names.map(featureOf);
  return {
    names,
    compute(input, out) {
      const list = new CandidateList(input);
      const width = features.length;
      if (out.length < list.size * width) {
        throw new RangeError(
          `${list.size} candidates x ${width} features need ${list.size * width} places, but there are ${out.length}.`,
        );
      }
      const columns = features.map(({ values }) => values(list));
      for (let from = 0; from < list.size; from += rowsPerBlock)
        writeRows(columns, out, from, Math.min(list.size, from + rowsPerBlock));
    },
  };
}

/** Rows that stay in a core's cache while one column after the other is written into them. */
const rowsPerBlock = 128;

function writeRows(columns: readonly (Float64Array | number)[], out: Float64Array, from: number, to: number): void {
  const width = columns.length;
  for (let j = 0; j < width; j++) {
    const column = columns[j]!;
    let at = from * width + j;
    if (typeof column === 'number') for (let i = from; i < to; i++, at += width) out[at] = column;
    else for (let i = from; i < to; i++, at += width) out[at] = column[i]!;
  }
}

const byName: ReadonlyMap<string, Feature> = new Map(declaredFeatures.map((feature) => [feature.name, feature]));

function featureOf(name: string): Feature {
  const feature = byName.get(name);
  if (feature !== undefined) return feature;
  const near = nearestNames(name, [...byName.keys()]);
  const meant = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`;
  throw new UnknownFeatureError(`Feature "${name}" is not declared.${meant} All are listed in docs/features.md.`);
}
