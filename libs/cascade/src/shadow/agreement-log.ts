import { kendallTau, overlap, rankBiasedOverlap, spearmanRho } from '@weir/evaluation';
import type { Agreement, Example, Latency } from './comparison-report.js';

/** A page as far as most shoppers look. */
const top = 10;
/** What correlation and rank-biased overlap look at. */
const depth = 20;
const keptTimes = 1000;
const keptExamples = 20;

/** One search in two orders, all candidates in each, best first. */
export interface TwoOrders {
  readonly query: string;
  /** Ms since 1970. */
  readonly at: number;
  readonly champion: TimedOrder;
  readonly challenger: TimedOrder;
}

export interface TimedOrder {
  readonly ids: readonly string[];
  readonly ms: number;
}

/** What two orders have had in common so far. Takes memory for the last thousand times and twenty examples, not more. */
export class AgreementLog {
  private searches = 0;
  private readonly sums = { overlap: 0, rbo: 0, moved: 0, sameFirst: 0, tau: 0, rho: 0 };
  private correlated = 0;
  private readonly byOverlap = new Array<number>(top + 1).fill(0);
  private readonly times = { champion: [] as number[], challenger: [] as number[] };
  private examples: readonly Example[] = [];

  add({ query, at, champion, challenger }: TwoOrders): void {
    const [a, b] = [champion.ids.slice(0, depth), challenger.ids.slice(0, depth)];
    const shared = overlap(a, b, top);
    const tau = kendallTau(a, b);
    this.sums.overlap += shared;
    this.sums.rbo += rankBiasedOverlap(a, b, depth);
    this.sums.moved += meanMove(champion.ids, challenger.ids);
    this.sums.sameFirst += Number(a[0] === b[0]);
    if (tau !== undefined) {
      this.correlated++;
      this.sums.tau += tau;
      this.sums.rho += spearmanRho(a, b) ?? 0;
    }
    this.byOverlap[Math.round(shared * top)]!++;
    this.times.champion[this.searches % keptTimes] = champion.ms;
    this.times.challenger[this.searches % keptTimes] = challenger.ms;
    this.searches++;
    this.keep({ query, at, overlap: shared, tau, champion: a.slice(0, top), challenger: b.slice(0, top) });
  }

  count(): number {
    return this.searches;
  }

  agreement(): Agreement | undefined {
    const { searches, correlated, sums } = this;
    if (searches === 0) return undefined;
    return {
      overlap: sums.overlap / searches,
      rankBiasedOverlap: sums.rbo / searches,
      tau: correlated === 0 ? undefined : sums.tau / correlated,
      rho: correlated === 0 ? undefined : sums.rho / correlated,
      moved: sums.moved / searches,
      sameFirst: sums.sameFirst / searches,
      byOverlap: [...this.byOverlap],
    };
  }

  latency(side: 'champion' | 'challenger'): Latency | undefined {
    const sorted = this.times[side].toSorted((a, b) => a - b);
    if (sorted.length === 0) return undefined;
    const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1]!;
    return { p50Ms: at(0.5), p95Ms: at(0.95) };
  }

  /** The most different first. */
  mostDifferent(): readonly Example[] {
    return this.examples;
  }

  /** Orders that are the same are no example; a query that comes again has one, its last. */
  private keep(example: Example): void {
    const others = this.examples.filter(({ query }) => query === '' || query !== example.query);
    const isSame = example.champion.join('\n') === example.challenger.join('\n');
    const all = isSame ? others : [...others, example];
    this.examples = all.toSorted(byDifference).slice(0, keptExamples);
  }
}

function byDifference(one: Example, other: Example): number {
  return one.overlap - other.overlap || (one.tau ?? -1) - (other.tau ?? -1) || other.at - one.at;
}

/** How many places the first ten of one order move in the other. */
function meanMove(one: readonly string[], other: readonly string[]): number {
  const first = one.slice(0, top);
  if (first.length === 0) return 0;
  const places = new Map(other.map((id, place) => [id, place]));
  return first.reduce((sum, id, place) => sum + Math.abs((places.get(id) ?? other.length) - place), 0) / first.length;
}
