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
      features.forEach(({ values }, j) => {
        const column = values(list);
        if (typeof column === 'number') for (let at = j; at < list.size * width; at += width) out[at] = column;
        else for (let i = 0, at = j; i < list.size; i++, at += width) out[at] = column[i]!;
      });
    },
  };
}

const byName: ReadonlyMap<string, Feature> = new Map(declaredFeatures.map((feature) => [feature.name, feature]));

function featureOf(name: string): Feature {
  const feature = byName.get(name);
  if (feature !== undefined) return feature;
  const near = nearestNames(name, [...byName.keys()]);
  const meant = near.length === 0 ? '' : ` Near: ${near.join(', ')}.`;
  throw new UnknownFeatureError(`Feature "${name}" is not declared.${meant} All are listed in docs/features.md.`);
}
