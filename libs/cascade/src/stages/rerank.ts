import { blendOrder } from '../blend.js';
import type { PairScores, Patience } from '@weir/inference';
import type { Costs } from '../costs.js';
import type { Deadline } from '../deadline.js';
import type { Allowance } from '../ladder.js';
import type { CascadeParts } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';
import type { ProductReader } from '../product-reader.js';
import type { Rung } from '../rung.js';
import type { Degraded } from '../search.js';
import type { ShadowSearch } from '../shadow/shadow-search.js';
import type { RankerScores } from './rank.js';

/** The list so far: candidate indexes, best first, and the score of that order for every candidate. */
export interface OrderSoFar {
  readonly ids: readonly string[];
  readonly order: readonly number[];
  readonly scores: Float64Array;
  /** Absent where there is no ranker, or where it failed. */
  readonly ranked?: RankerScores;
}

export interface Reranked {
  /** Candidate indexes, best first: the window reordered, the rest as it was. */
  readonly order: readonly number[];
  /** One a candidate in retrieval order; NaN where not scored. */
  readonly logits: Float64Array;
  readonly window: number;
  readonly rung: Rung;
}

/** The list so far, what the reranker may spend on it, and what it has cost so far. */
export interface ToRerank extends OrderSoFar {
  readonly products: ProductReader;
  readonly allowance: Allowance;
}

const causes: Readonly<Record<NonNullable<PairScores['stopped']>, Degraded['cause']>> = {
  budget: 'deadline',
  cancelled: 'deadline',
  allowance: 'overloaded',
  overloaded: 'overloaded',
  failed: 'failed',
};

/**
 * The cross-encoder over the best of the ranker, best first, as many as time allows. Undefined where the Plan has no
 * reranker, or where nothing was scored: the ranker's order stands.
 */
export async function rerank(
  parts: CascadeParts,
  search: PreparedSearch,
  before: ToRerank,
  costs: Pick<Costs, 'pair' | 'known'>,
): Promise<Reranked | undefined> {
  const { run, plan, request } = search;
  const { products, allowance } = before;
  const { model, blend: blendReference, budget_ms: budgetMs } = plan.reranker;
  const size = Math.min(plan.reranker.window, plan.ranker.keep, before.order.length);
  if (model === null || request.query === '' || request.sort !== undefined || size === 0) return undefined;
  const window = before.order.slice(0, size);
  const { rerankMs } = allowance;
  if (rerankMs === undefined) {
    run.degrade('rerank', 'overloaded', 'left out: more is asked than can be done in full');
    return undefined;
  }

  return run.stage({
    stage: 'rerank',
    budgetMs,
    reserveMs: products.reserveMs(search.pageSize),
    cutAt: 'deadline',
    candidatesIn: size,
    candidatesOut: () => size,
    work: async (deadline): Promise<Reranked | undefined> => {
      const [crossEncoder, blend] = await Promise.all([
        parts.models.crossEncoder(model),
        blendReference === null ? null : parts.models.blend(blendReference),
      ]);
      // The first page is made of nearly the same products: one reading serves both.
      await products.read(
        before.order.slice(0, Math.max(size, search.pageSize + 1)).map((index) => before.ids[index]!),
        run.deadline,
      );
      deadline.check();
      const known = window.filter((index) => products.get(before.ids[index]!) !== undefined);
      const pairs = known.map((index) => {
        const { product, version } = products.get(before.ids[index]!)!;
        return { id: product.id, version, text: parts.modelText(product) };
      });
      const result = await crossEncoder.score(request.query, pairs, spending(deadline, rerankMs));
      learn(costs, result);
      if (result.stopped !== undefined) {
        const only = rerankMs === 0 ? ', from the cache alone' : '';
        run.degrade('rerank', causes[result.stopped], `${result.scored} of ${size} candidates scored${only}`);
      }
      if (result.scored === 0) return undefined;

      const logits = new Float64Array(before.ids.length).fill(NaN);
      known.forEach((index, pair) => (logits[index] = result.logits[pair]!));
      const rankScores = Float64Array.from(window, (index) => before.scores[index]!);
      const windowLogits = Float64Array.from(window, (index) => logits[index]!);
      const reordered = blendOrder(rankScores, windowLogits, blend, featuresOf(window, before.ranked)).map(
        (position) => window[position]!,
      );
      const rung = result.stopped === undefined ? 'full' : result.scored > result.cached ? 'window' : 'cached_scores';
      return { order: [...reordered, ...before.order.slice(size)], logits, window: size, rung };
    },
  });
}

function spending(deadline: Deadline, workMs: number): Patience {
  if (workMs === Infinity) return deadline;
  const { signal } = deadline;
  return { remainingMs: () => deadline.remainingMs(), workMs, ...(signal && { signal }) };
}

function learn(costs: Pick<Costs, 'pair' | 'known'>, { scored, cached, workMs, logits }: PairScores): void {
  if (workMs !== undefined) costs.pair.learn(scored - cached, workMs);
  if (logits.length > 0) costs.known.learn(cached / logits.length);
}

/** The columns of the ranker's matrix, of the window alone. */
export function featuresOf(
  window: readonly number[],
  ranked: ShadowSearch['ranked'],
): (name: string) => Float64Array | undefined {
  return (name) => {
    const column = ranked?.ranker.features.indexOf(name) ?? -1;
    if (ranked === undefined || column < 0) return undefined;
    const width = ranked.ranker.features.length;
    return Float64Array.from(window, (index) => ranked.matrix[index * width + column]!);
  };
}
