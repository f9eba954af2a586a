import { seededRandom } from '@weir/evaluation';
import { normalPpf } from '../distributions/normal.js';
import { interleavingTest } from './interleaving-test.js';
import { SEARCHES, type ShopTraits, SimulatedShop } from './simulated-shop.js';

export interface InterleavingScenario extends ShopTraits {
  /** Share of tests that shall find the difference. */
  readonly power: number;
  readonly alpha: number;
  /** Shoppers of which interleaving's effect and spread are measured; a tenth of them tells as much of the A/B test's. */
  readonly pilot: number;
  /** Tests by which the power at the planned size is checked. */
  readonly runs: number;
  readonly seed: number;
  /** Called before the pilot and after each of the tests that check the power. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What one of the two designs needs. */
export interface DesignNeeds {
  /** Effect on its metric, and the metric's standard deviation over shoppers. */
  readonly effect: number;
  readonly deviation: number;
  /** Shoppers and result pages, of both variants together, for the power wanted. */
  readonly shoppers: number;
  readonly impressions: number;
  /** Share of fresh tests of this size that found the difference, and its standard error. */
  readonly power: number;
  readonly powerError: number;
}

export interface InterleavingSimulation {
  readonly interleaving: DesignNeeds;
  /** Clicks a page; half of the shoppers see each ranking. */
  readonly abTest: DesignNeeds;
  /** Pages that the A/B test needs for one that interleaving needs. */
  readonly ratio: number;
}

/**
 * How many result pages interleaving and an A/B test need to find that one ranking is better, with the same power.
 *
 * The sizes are those of a two-sided test of normal means, with effect and spread from a pilot; fresh tests of just these
 * sizes then show the power. In the pilot the same shopper meets both rankings of the same query, and the effect on clicks
 * is the mean difference of the clicks to be expected, so that it is known far better than the tests can see it.
 */
export function simulateInterleaving(scenario: InterleavingScenario): InterleavingSimulation {
  const { power, alpha, pilot, runs, seed, onProgress } = scenario;
  const shop = new SimulatedShop(scenario, seededRandom(seed));
  onProgress?.(0, runs);
  const quantiles = (normalPpf(1 - alpha / 2) + normalPpf(power)) ** 2;
  const preference = momentsOf(pilot, () => shop.interleaved().difference / SEARCHES);
  const tenth = Math.ceil(pilot / 10);
  const effect = momentsOf(tenth, () => shop.expectedGain() / SEARCHES).mean;
  const a = momentsOf(tenth, () => shop.clicks('a') / SEARCHES);
  const b = momentsOf(tenth, () => shop.clicks('b') / SEARCHES);
  const within = Math.ceil((quantiles * preference.variance) / preference.mean ** 2);
  const eachSide = Math.ceil((quantiles * (a.variance + b.variance)) / effect ** 2);
  let found = 0;
  let foundByAb = 0;
  for (let run = 0; run < runs; run++) {
    if (interleavedTestFinds(shop, within, alpha)) found++;
    if (abTestFinds(shop, eachSide, alpha)) foundByAb++;
    onProgress?.(run + 1, runs);
  }
  const needs = (design: Pick<DesignNeeds, 'effect' | 'deviation' | 'shoppers'>, successes: number): DesignNeeds => ({
    ...design,
    impressions: design.shoppers * SEARCHES,
    power: successes / runs,
    powerError: Math.sqrt(((successes / runs) * (1 - successes / runs)) / runs),
  });
  return {
    interleaving: needs(
      { effect: preference.mean, deviation: Math.sqrt(preference.variance), shoppers: within },
      found,
    ),
    abTest: needs({ effect, deviation: Math.sqrt((a.variance + b.variance) / 2), shoppers: 2 * eachSide }, foundByAb),
    ratio: (2 * eachSide) / within,
  };
}

function interleavedTestFinds(shop: SimulatedShop, shoppers: number, alpha: number): boolean {
  const outcomes = Array.from({ length: shoppers }, () => ({ impressions: SEARCHES, ...shop.interleaved() }));
  const { pValue, preference } = interleavingTest(outcomes);
  return pValue < alpha && preference > 0;
}

function abTestFinds(shop: SimulatedShop, eachSide: number, alpha: number): boolean {
  const a = momentsOf(eachSide, () => shop.clicks('a'));
  const b = momentsOf(eachSide, () => shop.clicks('b'));
  const z = (b.mean - a.mean) / Math.sqrt((a.variance + b.variance) / eachSide);
  return z > normalPpf(1 - alpha / 2);
}

function momentsOf(count: number, next: () => number): { readonly mean: number; readonly variance: number } {
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < count; i++) {
    const value = next();
    sum += value;
    squares += value * value;
  }
  const mean = sum / count;
  return { mean, variance: (squares - count * mean * mean) / (count - 1) };
}
