import type { CreditCount } from '@weir/storage';
import { begun, interleaving, running } from '../../test/make-experiment.js';
import type { ExperimentInput } from '../definition/experiment.js';
import { type ExperimentResults } from './experiment-results.js';
import { interleavedResultsOf } from './interleaved-results.js';

function results(credit: readonly CreditCount[], input: Partial<ExperimentInput> = {}): ExperimentResults {
  const experiment = running(interleaving(input));
  const units = credit.reduce((sum, each) => sum + each.units, 0);
  const counts = {
    variants: [{ variant: 'interleaved', units, reached: units, failed: 0, days: [] }],
    ...{ inSeveralVariants: 0, bots: 0, outliers: 0 },
  };
  return interleavedResultsOf({ experiment, phase: 1, counts, credit, now: begun + 2 * 86_400_000 });
}

const page = { impressions: 2, wins: 0, losses: 0 };

describe('results of an interleaved experiment', () => {
  const won: readonly CreditCount[] = [
    { ...page, units: 600, wins: 1 },
    { ...page, units: 400, losses: 1 },
    { ...page, units: 1000 },
  ];

  it('say who is preferred by how much, and what to do', () => {
    const { preference, recommendation, variants, metrics } = results(won);
    expect(preference).toMatchObject({ units: 2000, impressions: 4000, wins: 600, losses: 400, significant: true });
    expect(preference!.preference).toBeCloseTo(0.05, 12);
    expect(preference!.fixed[0]).toBeGreaterThan(0);
    expect(preference!.sequential[0]).toBeLessThan(preference!.fixed[0]);
    expect(recommendation).toMatchObject({ action: 'ship', variant: 'other' });
    expect(recommendation.reason).toMatch(/^other is preferred to control: of 4000 pages .* on 600, fewer on 400/);
    expect(variants).toMatchObject([{ variant: 'interleaved', weight: 1, units: 2000 }]);
    expect(metrics).toEqual([]);
  });

  it('stay with a control that is preferred', () => {
    const lost = won.map(({ wins, losses, ...rest }) => ({ ...rest, wins: losses, losses: wins }));
    expect(results(lost).recommendation).toMatchObject({ action: 'roll_back' });
  });

  it('decide by the test that the experiment names', () => {
    const near: readonly CreditCount[] = [
      { ...page, units: 550, wins: 1 },
      { ...page, units: 480, losses: 1 },
      { ...page, units: 970 },
    ];
    expect(results(near).recommendation.action).toBe('keep_running');
    expect(results(near, { analysis: { test: 'fixed' } }).recommendation.action).toBe('ship');
  });

  it('say how long it still takes, and when enough was seen', () => {
    const even = [{ ...page, units: 500 }];
    expect(results(even, { planned_sample_size: 1500 }).recommendation).toMatchObject({
      action: 'keep_running',
      daysLeft: 4,
    });
    expect(results(even, { planned_sample_size: 500 }).recommendation.action).toBe('stop');
    expect(results([]).preference).toMatchObject({ preference: 0, pValue: 1, sequentialPValue: 1 });
  });
});
