import { seededRandom } from '@weir/evaluation';
import { normalPpf } from '../distributions/normal.js';
import { clickCredit } from './click-credit.js';
import { interleavingTest } from './interleaving-test.js';
import { teamDraft } from './team-draft.js';

export interface InterleavingScenario {
  /** Noise of each ranking's scores, in grades: less is a better ranking. */
  readonly noise: { readonly a: number; readonly b: number };
  /** All shoppers have appetite 1 and all queries are 45 % relevant, which spares the A/B test most of its noise. */
  readonly alike?: boolean;
  /** Share of tests that shall find the difference. */
  readonly power: number;
  readonly alpha: number;
  /** Shoppers of which effect and spread are measured, for each of the two designs. */
  readonly pilot: number;
  /** Tests by which the power at the planned size is checked. */
  readonly runs: number;
  readonly seed: number;
  /** Called after each of the tests that check the power. */
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
 * Each page is of a query with 20 products, of which a share between 10 and 80 % is relevant, with grades 1..3; a ranking
 * sorts them by grade plus normal noise of its own and shows ten. Shoppers click by a position-based model: the product at
 * rank r is looked at with probability 1 / r, and then clicked with probability 0.05, 0.1, 0.25 or 0.5 by its grade, times
 * the shopper's appetite, which is exponential with mean 1 (at most certain). A shopper makes three searches. Craswell, Zoeter, Taylor and Ramsey, WSDM 2008, for the model.
 *
 * The sizes are those of a two-sided test of normal means, from a pilot; fresh tests of just these sizes then show the power.
 */
export function simulateInterleaving(scenario: InterleavingScenario): InterleavingSimulation {
  const { power, alpha, pilot, runs, seed, onProgress } = scenario;
  const shop = new SimulatedShop(scenario, seededRandom(seed));
  const quantiles = (normalPpf(1 - alpha / 2) + normalPpf(power)) ** 2;
  const preference = momentsOf(pilot, () => shop.interleaved().difference / SEARCHES);
  const a = momentsOf(pilot, () => shop.clicks('a') / SEARCHES);
  const b = momentsOf(pilot, () => shop.clicks('b') / SEARCHES);
  const within = Math.ceil((quantiles * preference.variance) / preference.mean ** 2);
  const effect = b.mean - a.mean;
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

const SEARCHES = 3;
const PRODUCTS = 20;
const PAGE = 10;
const ATTRACTION = [0.05, 0.1, 0.25, 0.5];

interface Shopper {
  readonly wins: number;
  readonly losses: number;
  readonly difference: number;
}

/** Pages of simulated queries and the clicks on them. */
class SimulatedShop {
  private readonly products = Array.from({ length: PRODUCTS }, (_, product) => product);
  private readonly noise: InterleavingScenario['noise'];
  private readonly alike: boolean;
  private spare: number | null = null;
  private readonly grades = new Float64Array(PRODUCTS);

  constructor(
    { noise, alike = false }: Pick<InterleavingScenario, 'noise' | 'alike'>,
    private readonly random: () => number,
  ) {
    this.noise = noise;
    this.alike = alike;
  }

  /** Clicks of one shopper who sees one ranking. */
  clicks(ranking: 'a' | 'b'): number {
    const appetite = this.appetite();
    let clicks = 0;
    for (let search = 0; search < SEARCHES; search++) {
      this.newQuery();
      clicks += this.clickedOn(this.rank(this.noise[ranking]), appetite).size;
    }
    return clicks;
  }

  /** What one shopper prefers over interleaved pages. */
  interleaved(): Shopper {
    const appetite = this.appetite();
    let wins = 0;
    let losses = 0;
    for (let search = 0; search < SEARCHES; search++) {
      this.newQuery();
      const drafted = teamDraft(this.rank(this.noise.a), this.rank(this.noise.b), this.random).slice(0, PAGE);
      const credit = clickCredit(
        drafted,
        this.clickedOn(
          drafted.map(({ id }) => id),
          appetite,
        ),
      );
      if (credit > 0) wins++;
      if (credit < 0) losses++;
    }
    return { wins, losses, difference: wins - losses };
  }

  private appetite(): number {
    return this.alike ? 1 : -Math.log(1 - this.random());
  }

  private newQuery(): void {
    const breadth = this.alike ? 0.45 : 0.1 + 0.7 * this.random();
    for (let product = 0; product < PRODUCTS; product++) {
      this.grades[product] = this.random() < breadth ? 1 + Math.floor(3 * this.random()) : 0;
    }
  }

  private rank(noise: number): string[] {
    const scores = this.grades.map((grade) => grade + noise * this.normal());
    return this.products.toSorted((one, other) => scores[other]! - scores[one]!).map(String);
  }

  private clickedOn(ranking: readonly string[], appetite: number): Set<string> {
    const clicked = new Set<string>();
    for (let place = 0; place < PAGE; place++) {
      const id = ranking[place]!;
      const probability = (ATTRACTION[this.grades[Number(id)]!]! * appetite) / (place + 1);
      if (this.random() < probability) clicked.add(id);
    }
    return clicked;
  }

  /** Box and Muller: two independent numbers at a time. */
  private normal(): number {
    const kept = this.spare;
    this.spare = null;
    if (kept !== null) return kept;
    const radius = Math.sqrt(-2 * Math.log(1 - this.random()));
    const angle = 2 * Math.PI * this.random();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }
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
