import { simulateInterleaving } from './simulate.js';

const scenario = { noise: { a: 2, b: 0.5 }, power: 0.8, alpha: 0.05, pilot: 10_000, runs: 40, seed: 2 };

describe('simulateInterleaving', () => {
  it('finds the better ranking with several times fewer pages than an A/B test, at the power asked for', () => {
    const { interleaving, abTest, ratio } = simulateInterleaving(scenario);
    expect(interleaving.effect).toBeGreaterThan(0);
    expect(abTest.effect).toBeGreaterThan(0);
    expect(ratio).toBeGreaterThan(3);
    expect(ratio).toBeCloseTo(abTest.impressions / interleaving.impressions, 12);
    for (const { power, powerError } of [interleaving, abTest]) {
      // The sizes come from a small pilot: its own error counts too.
      expect(Math.abs(power - 0.8)).toBeLessThan(3 * powerError + 0.1);
    }
  }, 120_000);

  it('gives the same numbers for the same seed', () => {
    const small = { ...scenario, pilot: 500, runs: 2 };
    expect(simulateInterleaving(small)).toEqual(simulateInterleaving(small));
  }, 120_000);
});
