import type { VariantMoments } from '@weir/storage';
import { begun, running } from '../../test/make-experiment.js';
import type { Experiment } from '../definition/experiment.js';
import { metricsOf } from '../metrics/resolve.js';
import { type ExperimentResults, resultsOf } from './experiment-results.js';

const metrics = { primary: 'conversion', secondary: ['ctr'] };
const base = running({ allocation: { method: 'thompson' }, metrics });
const phase = base.phases[0]!;
const experiment: Experiment = {
  ...base,
  phases: [
    {
      ...phase,
      batches: [...phase.batches!, { batch: 2, from: begun + 1, weights: { control: 0.1, treatment: 0.9 } }],
    },
  ],
};

function results(moments: readonly VariantMoments[]): ExperimentResults {
  const unitsOf = (variant: string): number =>
    moments
      .filter((each) => each.variant === variant && each.metric === 'conversion')
      .reduce((sum, { units }) => sum + units, 0);
  const counts = {
    variants: ['control', 'treatment'].map((variant) => {
      const units = unitsOf(variant);
      return { variant, units, reached: units, failed: 0, days: [] };
    }),
    ...{ inSeveralVariants: 0, bots: 0, outliers: 0 },
  };
  return resultsOf({ experiment, phase: 1, roles: metricsOf(experiment), counts, moments, now: begun + 86_400_000 });
}

/** The two variants alike, in a second batch that converts and clicks twice as much as the first. */
const moments = [
  ...[1, 2].flatMap((batch) =>
    (['control', 'treatment'] as const).map((variant): VariantMoments => {
      const units = 2000 * (batch === 1 ? 0.5 : { control: 0.1, treatment: 0.9 }[variant]);
      const sum = units * 0.1 * batch;
      return { metric: 'conversion', variant, stratum: String(batch), units, m: { sum, sumSquares: sum } };
    }),
  ),
].flatMap((each) => [
  each,
  {
    ...each,
    metric: 'ctr',
    d: { sum: 3 * each.units, sumSquares: 11 * each.units },
    sumProducts: 3 * each.m.sum,
  },
]);

describe('results of an allocated experiment', () => {
  it('weigh units by the chance that they had, so that a better batch does not favour who has more of it', () => {
    const [conversion, ctr] = results(moments).metrics;
    const [control, treatment] = conversion!.variants;
    expect(control!.value).toBeCloseTo(0.15, 12);
    expect(treatment!.value).toBeCloseTo(0.15, 12);
    expect(control!.unweighedValue).toBeCloseTo((100 + 40) / 1200, 12);
    expect(treatment!.unweighedValue).toBeCloseTo((100 + 360) / 2800, 12);
    expect(treatment!.comparison).toMatchObject({ significant: false });
    expect(ctr!.variants.map(({ value }) => value.toFixed(6))).toEqual(['0.050000', '0.050000']);
  });

  it('tell every batch, and expect the units that its weights promise', () => {
    const { batches, sampleRatio, variants } = results(moments);
    expect(batches!.map(({ batch, units }) => [batch, units])).toEqual([
      [1, { control: 1000, treatment: 1000 }],
      [2, { control: 200, treatment: 1800 }],
    ]);
    expect(variants.map(({ weight }) => weight)).toEqual([0.3, 0.7]);
    expect(sampleRatio.pValue).toBeCloseTo(1, 9);
    const lost = moments.map((each) => (each.variant === 'control' ? each : { ...each, units: each.units * 0.8 }));
    expect(results(lost).recommendation.action).toBe('broken');
  });
});
