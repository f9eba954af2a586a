import { studentPpf, studentSf } from '../distributions/student-t.js';
import type { Arms } from '../statistics/statistic.js';
import { effectOf, type Difference, type EffectError } from './effect.js';
import { sequentialCritical, sequentialPValue } from './sequential-test.js';

export interface NonInferiorityOptions {
  /** How much worse the treatment may be, above 0: of the control's mean, or in the metric's unit if absolute. */
  readonly margin: number;
  readonly better: 'higher' | 'lower';
  /** @defaultValue 'relative' */
  readonly difference?: Difference;
  /** Chance to pass a treatment that is worse by just the margin. @defaultValue 0.05 */
  readonly alpha?: number;
  /** Holds at every look, not only at the planned one; `tuning` as in `sequentialTest`. */
  readonly sequential?: { readonly tuning?: number };
}

/** Whether a guardrail held. */
export interface NonInferiorityResult {
  /** `inferior`: worse than the margin allows, beyond chance. */
  readonly verdict: 'non-inferior' | 'inferior' | 'inconclusive';
  /** How much worse the treatment is (below 0: better), and the bounds of that. */
  readonly harm: number;
  readonly bounds: readonly [low: number, high: number];
  /** Of "worse by at least the margin". */
  readonly pValue: number;
  readonly error: EffectError | null;
}

/**
 * A one-sided test that the treatment is not worse than a margin (a guardrail). CONSORT's extension to non-inferiority
 * trials, Piaggio et al., JAMA 308, 2012. The sequential form takes the two-sided sequence, which is on the safe side.
 */
export function nonInferiority(arms: Arms, options: NonInferiorityOptions): NonInferiorityResult {
  const { margin, better, difference = 'relative', alpha = 0.05, sequential } = options;
  const { estimate, standardError, degreesOfFreedom, n, error, baseline } = effectOf(arms, difference);
  if (error !== null) {
    return { verdict: 'inconclusive', harm: 0, bounds: [-Infinity, Infinity], pValue: 1, error };
  }
  // A relative effect on a metric whose baseline is below 0 has its sign turned.
  const up = difference === 'relative' && baseline < 0 ? -1 : 1;
  const harm = (better === 'higher' ? -1 : 1) * up * estimate;
  const critical =
    sequential === undefined
      ? studentPpf(1 - alpha, degreesOfFreedom)
      : sequentialCritical(n, { alpha, ...sequential });
  const bounds = [harm - critical * standardError, harm + critical * standardError] as const;
  const spare = (margin - harm) / standardError;
  return {
    verdict: bounds[1] < margin ? 'non-inferior' : bounds[0] > margin ? 'inferior' : 'inconclusive',
    harm,
    bounds,
    pValue:
      sequential === undefined
        ? studentSf(spare, degreesOfFreedom)
        : spare > 0
          ? sequentialPValue(spare, n, { alpha, ...sequential })
          : 1,
    error,
  };
}
