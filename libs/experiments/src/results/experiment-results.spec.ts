import type { ExposureCounts, VariantMoments } from '@weir/storage';
import { experimentDefinitionSchema, type Experiment, type ExperimentInput } from '../definition/experiment.js';
import { draftOf } from '../life-cycle/transitions.js';
import { metricsOf } from '../metrics/resolve.js';
import { type ExperimentResults, resultsOf } from './experiment-results.js';

const day = 86_400_000;

function experiment(parts: Partial<ExperimentInput> = {}): Experiment {
  const definition = experimentDefinitionSchema.parse({
    key: 'exp',
    variants: [
      { key: 'a', weight: 0.5 },
      { key: 'b', weight: 0.5 },
    ],
    metrics: { primary: 'conversion' },
    ...parts,
  });
  return {
    ...draftOf(definition, 0),
    state: 'running',
    phases: [{ phase: 1, seed: 'exp', started_at: 0, ended_at: null, weights: { a: 0.5, b: 0.5 }, reason: '' }],
  };
}

function counts(a: number, b: number, failed: readonly [number, number] = [0, 0]): ExposureCounts {
  return {
    variants: [
      { variant: 'a', units: a, reached: a - failed[0], failed: failed[0], days: [] },
      { variant: 'b', units: b, reached: b - failed[1], failed: failed[1], days: [] },
    ],
    inSeveralVariants: 0,
    bots: 0,
    outliers: 0,
  };
}

function share(metric: string, variant: string, [successes, units]: readonly [number, number]): VariantMoments {
  return { metric, variant, stratum: '', units, m: { sum: successes, sumSquares: successes } };
}

function results(
  parts: Partial<ExperimentInput>,
  exposures: ExposureCounts,
  moments: readonly VariantMoments[],
): ExperimentResults {
  const of = experiment(parts);
  return resultsOf({ experiment: of, phase: 1, roles: metricsOf(of), counts: exposures, moments, now: 5 * day });
}

describe('resultsOf', () => {
  const won = [share('conversion', 'a', [1000, 10_000]), share('conversion', 'b', [1300, 10_000])];

  it('compares each variant with the control, relative to it', () => {
    const { metrics, recommendation } = results({}, counts(10_000, 10_000), won);
    expect(metrics[0]!.variants[0]).toEqual({
      variant: 'a',
      units: 10_000,
      value: 0.1,
      standardError: 0.003,
    });
    expect(metrics[0]!.variants[1]!.comparison).toMatchObject({
      effect: expect.closeTo(0.3, 12) as number,
      absoluteEffect: expect.closeTo(0.03, 12) as number,
      significant: true,
    });
    expect(recommendation).toMatchObject({ action: 'ship', variant: 'b' });
  });

  it('trusts nothing where the units are not split as planned', () => {
    const { sampleRatio, recommendation } = results({}, counts(10_000, 11_000), won);
    expect(sampleRatio.mismatch).toBe(true);
    expect(recommendation.action).toBe('broken');
  });

  it('trusts nothing where one variant fails for more of its units', () => {
    const { exposure, recommendation } = results({}, counts(10_000, 10_000, [1000, 2000]), won);
    expect(exposure.mismatch).toBe(true);
    expect(recommendation.action).toBe('broken');
  });

  it('rolls back what breaks a guardrail, however well the primary metric does', () => {
    const guarded = {
      metrics: { primary: 'conversion', guardrails: [{ metric: 'add_to_cart_rate', margin: 0.02 }] },
    };
    const carts = [share('add_to_cart_rate', 'a', [3000, 10_000]), share('add_to_cart_rate', 'b', [2000, 10_000])];
    const { metrics, recommendation } = results(guarded, counts(10_000, 10_000), [...won, ...carts]);
    expect(metrics[1]!.variants[1]!.comparison).toMatchObject({ guardrail: 'broken' });
    expect(recommendation.action).toBe('roll_back');
  });

  it('corrects the secondary metrics for being several, and the primary one not', () => {
    const several = { metrics: { primary: 'conversion', secondary: ['add_to_cart_rate', 'searches_per_shopper'] } };
    const close = (metric: string) => [share(metric, 'a', [1000, 10_000]), share(metric, 'b', [1100, 10_000])];
    const { metrics } = results(
      { ...several, analysis: { test: 'fixed', correction: 'bonferroni' } },
      counts(10_000, 10_000),
      [...close('conversion'), ...close('add_to_cart_rate'), ...close('searches_per_shopper')],
    );
    const adjusted = metrics.map(({ variants }) => {
      const comparison = variants[1]!.comparison!;
      if ('problem' in comparison) throw new Error(comparison.problem);
      return comparison.adjustedPValue / comparison.pValue;
    });
    expect(adjusted).toEqual([1, expect.closeTo(2, 12), expect.closeTo(2, 12)]);
  });

  it('decides by the sequential test unless it is told otherwise', () => {
    const faint = [share('conversion', 'a', [1000, 10_000]), share('conversion', 'b', [1090, 10_000])];
    const sequential = results({}, counts(10_000, 10_000), faint);
    const fixed = results({ analysis: { test: 'fixed' } }, counts(10_000, 10_000), faint);
    expect([sequential.recommendation.action, fixed.recommendation.action]).toEqual(['keep_running', 'ship']);
  });

  it('takes out what was there before the exposure (CUPED), and says how much that was', () => {
    const moments = (variant: string, post: number): VariantMoments => ({
      metric: 'orders',
      variant,
      stratum: '',
      units: 100,
      m: { sum: post, sumSquares: post * post * 0.01 + 400 },
      pre: { m: { sum: 200, sumSquares: 800 }, postPre: post * 2 + 380 },
    });
    const custom = [
      { key: 'orders', kind: 'count', numerator: { aggregate: 'count', action: 'purchase' }, better: 'higher' },
    ] as const;
    const { metrics } = results(
      { metrics: { primary: 'orders', custom: [{ ...custom[0], covariate: { days: 14 } }] } },
      counts(100, 100),
      [moments('a', 300), moments('b', 320)],
    );
    const comparison = metrics[0]!.variants[1]!.comparison;
    // The correlation is 380 / sqrt(400 * 400) = .95 in both variants.
    expect(comparison).toMatchObject({ varianceReduction: expect.closeTo(0.95 ** 2, 9) as number });
  });

  it('adds strata up for the value shown, and compares within them', () => {
    const stratum = (name: string, variant: string, [sum, units]: readonly [number, number]): VariantMoments => ({
      ...share('conversion', variant, [sum, units]),
      stratum: name,
    });
    // Within each stratum b is better by a tenth; added up, it looks worse (Simpson).
    const moments = [
      stratum('phone', 'a', [100, 1000]),
      stratum('phone', 'b', [440, 4000]),
      stratum('desk', 'a', [2000, 4000]),
      stratum('desk', 'b', [550, 1000]),
    ];
    const { metrics } = results({ analysis: { stratify_by: 'device' } }, counts(5000, 5000), moments);
    expect(metrics[0]!.variants.map(({ value }) => value)).toEqual([0.42, 0.198]);
    expect(metrics[0]!.variants[1]!.comparison).toMatchObject({ absoluteEffect: expect.closeTo(0.03, 9) as number });
  });

  it('says why there is nothing to compare', () => {
    const { metrics, recommendation } = results({ planned_sample_size: 100 }, counts(0, 0), []);
    expect(metrics[0]!.variants[1]!.comparison).toEqual({ problem: 'one of the variants has no units yet' });
    expect(recommendation.action).toBe('keep_running');
  });
});
