import { clickCredit } from './click-credit.js';
import { teamDraft } from './team-draft.js';

export interface ShopTraits {
  /** Noise of each ranking's scores, in grades: less is a better ranking. */
  readonly noise: { readonly a: number; readonly b: number };
  /** All shoppers have appetite 1 and all queries are 45 % relevant, which spares an A/B test most of its noise. */
  readonly alike?: boolean;
}

/** Of each shopper. */
export const SEARCHES = 3;
const PRODUCTS = 20;
const PAGE = 10;
const ATTRACTION = [0.05, 0.1, 0.25, 0.5];

interface Shopper {
  readonly wins: number;
  readonly losses: number;
  readonly difference: number;
}

/**
 * Pages of simulated queries and the clicks on them.
 *
 * A page is of a query with 20 products, of which a share between 10 and 80 % is relevant, with grades 1..3; a ranking
 * sorts them by grade plus normal noise of its own and shows ten. Shoppers click by a position-based model: the product at
 * rank r is looked at with probability 1 / r, and then clicked with probability 0.05, 0.1, 0.25 or 0.5 by its grade, times
 * the shopper's appetite, which is exponential with mean 1 (at most certain). A shopper makes three searches. Craswell,
 * Zoeter, Taylor and Ramsey, WSDM 2008, for the model.
 */
export class SimulatedShop {
  private readonly products = Array.from({ length: PRODUCTS }, (_, product) => product);
  private readonly noise: ShopTraits['noise'];
  private readonly alike: boolean;
  private spare: number | null = null;
  private readonly grades = new Float64Array(PRODUCTS);

  constructor(
    { noise, alike = false }: ShopTraits,
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

  /** Clicks that one shopper would make more with ranking b than with a, in expectation, over the same queries. */
  expectedGain(): number {
    const appetite = this.appetite();
    let gain = 0;
    for (let search = 0; search < SEARCHES; search++) {
      this.newQuery();
      gain += this.expectedClicks(this.rank(this.noise.b), appetite);
      gain -= this.expectedClicks(this.rank(this.noise.a), appetite);
    }
    return gain;
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
      if (this.random() < this.clickProbability(id, place) * appetite) clicked.add(id);
    }
    return clicked;
  }

  private expectedClicks(ranking: readonly string[], appetite: number): number {
    let clicks = 0;
    for (let place = 0; place < PAGE; place++) {
      clicks += Math.min(1, this.clickProbability(ranking[place]!, place) * appetite);
    }
    return clicks;
  }

  /** Of a shopper with appetite 1. */
  private clickProbability(id: string, place: number): number {
    return ATTRACTION[this.grades[Number(id)]!]! / (place + 1);
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
