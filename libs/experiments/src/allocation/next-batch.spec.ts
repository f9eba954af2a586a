import type { VariantMoments } from '@weir/storage';
import { begun, running } from '../../test/make-experiment.js';
import type { Experiment, ExperimentInput } from '../definition/experiment.js';
import { transition } from '../life-cycle/transitions.js';
import { isBatchOver } from './batches.js';
import { inTenThousandths } from './in-ten-thousandths.js';
import { nextBatch, rewardQuery } from './next-batch.js';

const day = 86_400_000;
const bandit = (input: Partial<ExperimentInput> = {}): Experiment =>
  running({ allocation: { method: 'thompson' }, metrics: { primary: 'conversion' }, ...input });

function did(variant: string, [sum, units]: readonly [number, number], batch = 1): VariantMoments {
  return { metric: 'conversion', variant, stratum: String(batch), units, m: { sum, sumSquares: sum } };
}

function weightsAfter(experiment: Experiment, moments: readonly VariantMoments[]) {
  const next = nextBatch(experiment, moments, begun + day);
  return next?.experiment.phases.at(-1)!.batches!.at(-1)!.weights;
}

describe('the next batch', () => {
  it('moves weight to the variant that does well, never below the floor', () => {
    const moments = [did('control', [500, 9000]), did('treatment', [900, 9000])];
    expect(weightsAfter(bandit(), moments)).toEqual({ control: 0.05, treatment: 0.95 });
    const even = weightsAfter(bandit(), [did('control', [50, 1000]), did('treatment', [50, 1000])]);
    expect(even).toEqual({ control: 0.5, treatment: 0.5 });
    const unsure = weightsAfter(bandit(), [did('control', [5, 100]), did('treatment', [8, 100])]);
    expect(unsure!['treatment']).toBeGreaterThan(0.6);
    expect(unsure!['treatment']).toBeLessThan(0.9);
  });

  it('goes by all units of the phase, whichever batch drew them', () => {
    const moments = [did('control', [50, 1000]), did('treatment', [90, 1000])];
    const second = nextBatch(bandit(), moments, begun + day)!.experiment;
    const more = [...moments, did('control', [400, 900], 2), did('treatment', [1, 900], 2)];
    const third = nextBatch(second, more, begun + 2 * day)!;
    const batches = third.experiment.phases.at(-1)!.batches!;
    expect(batches.map(({ batch, from }) => [batch, from])).toEqual([
      [1, begun],
      [2, begun + day],
      [3, begun + 2 * day],
    ]);
    expect(batches[2]!.weights).toEqual({ control: 0.95, treatment: 0.05 });
    expect(third.reason).toBe('batch 3: control 0.95 (best with 1.000), treatment 0.05 (best with 0.000)');
  });

  it('favours less of what is better the lower it is, a share or a sum', () => {
    const numerator = { aggregate: 'any', action: 'return' } as const;
    const share = { key: 'returns', kind: 'proportion', numerator, better: 'lower' } as const;
    const cost = { ...share, kind: 'sum', numerator: { aggregate: 'sum', action: 'return', field: 'value' } } as const;
    for (const metric of [share, cost]) {
      const experiment = bandit({ metrics: { primary: 'returns', custom: [metric] } });
      const moments = [did('control', [50, 1000]), did('treatment', [90, 1000])];
      expect(weightsAfter(experiment, moments)!['control']).toBeGreaterThan(0.9);
    }
  });

  it('begins only where somebody was drawn in the batch in force', () => {
    const moments = [did('control', [50, 1000]), did('treatment', [90, 1000])];
    const second = nextBatch(bandit(), moments, begun + day)!.experiment;
    expect(nextBatch(second, moments, begun + 2 * day)).toBeUndefined();
    expect(nextBatch(running(), moments, begun + day)).toBeUndefined();
    expect(rewardQuery(second)).toMatchObject({ stratum: 'allocation_batch', metrics: [{ key: 'conversion' }] });
  });

  it('is due when the batch has lasted, in a running experiment alone', () => {
    const short = bandit({ allocation: { method: 'thompson', batch_hours: 6 }, start: begun + day });
    expect(isBatchOver(short, begun + day + day / 4 - 1)).toBe(false);
    expect(isBatchOver(short, begun + day + day / 4)).toBe(true);
    const stopped = transition(short, 'stopped', { now: begun + 2 * day, reason: '' });
    expect(isBatchOver(stopped, begun + 3 * day)).toBe(false);
    expect(isBatchOver(running(), begun + 99 * day)).toBe(false);
  });
});

describe('inTenThousandths', () => {
  it('keeps the sum at 1 and each weight within a bucket', () => {
    const weights = [1 / 3, 1 / 3, 1 / 3];
    const found = inTenThousandths(weights);
    expect(found.reduce((sum, each) => sum + Math.round(each * 10_000), 0)).toBe(10_000);
    expect(found.every((each, at) => Math.abs(each - weights[at]!) <= 1e-4)).toBe(true);
    expect(inTenThousandths([0.05, 0.95])).toEqual([0.05, 0.95]);
  });
});
