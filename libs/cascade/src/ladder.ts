import type { Costs } from './costs.js';
import type { PreparedSearch } from './prepare.js';

/** What a search may do after retrieval. */
export interface Allowance {
  /** Features and the ranker. */
  readonly ranks: boolean;
  /** What the cross-encoder may compute, ms of one thread; Infinity: what the time allows; undefined: it is left out. */
  readonly rerankMs: number | undefined;
}

export const everything: Allowance = { ranks: true, rerankMs: Infinity };

/** A share above it counts as all: a page that lacks one pair in twenty is not worth being called degraded. */
const asGoodAsAll = 0.95;
/** A rung is left below this part of what it costs, and taken again at all of it, so that searches do not go up and down. */
const slack = 0.75;
/** Below this share of hits among the candidates, looking cached scores up is not worth it, */
const leastKnown = 0.05;
/** but it is tried once in so many searches, to learn of hits again. */
const probeEvery = 20;
/** Pairs below which computing is not worth its way. */
const leastPairs = 4;

/** What can be left out after retrieval. */
interface Optional {
  readonly rows: number;
  /** Candidates of the cross-encoder; 0 where the Plan has none. */
  readonly window: number;
  /** Whether the Plan has a ranker. */
  readonly ranks: boolean;
}

/**
 * Which rung of the ladder a search stands on by the load of the machine. The share that the dimmer leaves is a share of
 * what the optional stages cost as they were measured: features and ranking a candidate, the cross-encoder a pair (a pair
 * by its tokens: the cross-encoder spends what it is given by the measured cost of a token). Rungs are left out from the
 * top: the window shrinks, then nothing is computed, then cached scores are not looked up, then nothing is ranked. Time
 * that is left is not looked at here: every stage sees to it by itself before it begins.
 */
export class Ladder {
  private ranksNow = true;
  private computesNow = true;
  private sinceProbe = 0;

  constructor(
    private readonly costs: Costs,
    private readonly share: () => number,
  ) {}

  /** Asked once a search, when it is known how many candidates there are. */
  allowance({ plan, run, request }: PreparedSearch, candidates: number): Allowance {
    const share = this.share();
    if (!plan.ladder.enabled || !run.deadline.isFinite() || share >= asGoodAsAll) return this.all();
    const reranks = plan.reranker.model !== null && request.sort === undefined;
    return this.within(share, {
      rows: candidates,
      window: reranks ? Math.min(plan.reranker.window, plan.ranker.keep, candidates) : 0,
      ranks: plan.ranker.model !== null,
    });
  }

  private all(): Allowance {
    this.ranksNow = true;
    this.computesNow = true;
    return everything;
  }

  private within(share: number, { rows, window, ranks }: Optional): Allowance {
    const { features, rank, pair } = this.costs;
    const rankMs = ranks ? features.predictMs(rows) + rank.predictMs(1) : 0;
    const allowedMs = share * (rankMs + pair.predictMs(window));
    this.ranksNow = stays(this.ranksNow, allowedMs, rankMs);
    if (!this.ranksNow) return { ranks: false, rerankMs: undefined };
    const rerankMs = Math.max(0, allowedMs - rankMs);
    this.computesNow = stays(this.computesNow, rerankMs, pair.predictMs(Math.min(leastPairs, window)));
    if (this.computesNow) return { ranks: true, rerankMs };
    return { ranks: true, rerankMs: this.looksUp() ? 0 : undefined };
  }

  private looksUp(): boolean {
    if (this.costs.known.share() >= leastKnown) return true;
    this.sinceProbe++;
    if (this.sinceProbe < probeEvery) return false;
    this.sinceProbe = 0;
    return true;
  }
}

function stays(now: boolean, allowedMs: number, costMs: number): boolean {
  return allowedMs >= (now ? slack : 1) * costMs;
}
