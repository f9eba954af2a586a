import path from 'node:path';
import { type OffPolicyReport, offPolicyReport } from '../../apps/cli/src/stats/off-policy.js';
import { describeWithData } from './shared-data.js';

describeWithData('open-bandit', (folder) => {
  const random = path.join(folder, 'random', 'men.csv.gz');
  const thompson = path.join(folder, 'bts', 'men.csv.gz');
  const itemContext = path.join(folder, 'bts', 'item_context.csv.gz');
  const flags = { itemGroup: 'item_feature_3', level: 0.95, seed: 1 };
  let uniform: OffPolicyReport;
  let adaptive: OffPolicyReport;

  beforeAll(async () => {
    uniform = await offPolicyReport({ ...flags, logged: thompson, target: random, itemContext });
    adaptive = await offPolicyReport({ ...flags, logged: random, target: thompson });
  }, 60_000);

  it("the Thompson log tells the uniform policy's CTR as the random log shows it, in three ways", () => {
    expect(uniform.target.readFrom).toBe('propensities');
    expect(uniform.target.onPolicy.value).toBeCloseTo(0.0046, 12);
    expect(uniform.estimates.map(({ estimator }) => estimator)).toEqual(['IPS', 'SNIPS', 'DR']);
    for (const { comparison, holdsOnPolicy } of uniform.estimates) {
      expect([comparison.agree, holdsOnPolicy]).toEqual([true, true]);
    }
    // The plain mean of the log would not: the Thompson policy is better, and its own CTR lies above every interval.
    expect(uniform.logged.onPolicy.value).toBeCloseTo(0.0069, 12);
    for (const { high } of uniform.estimates) expect(high).toBeLessThan(0.0069);
  });

  it("the random log tells the Thompson policy's CTR as its own log shows it", () => {
    expect(adaptive.target.readFrom).toBe('shares');
    expect(adaptive.agree).toBe(true);
    for (const { holdsOnPolicy, value } of adaptive.estimates) {
      expect(holdsOnPolicy).toBe(true);
      expect(value).toBeGreaterThan(0.0046);
    }
  });

  it('weights average 1 within three standard errors: the logged propensities are those of the policy', () => {
    for (const { overlap } of [uniform, adaptive]) {
      expect(Math.abs(overlap.meanWeight - 1)).toBeLessThan(3 * overlap.meanWeightError);
    }
  });
});
