import { blendOrder } from '../blend.js';
import type { CascadeParts } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';
import type { ProductReader } from '../product-reader.js';
import type { Degraded } from '../search.js';
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
}

const causes: Readonly<Record<string, Degraded['cause']>> = { overloaded: 'overloaded', failed: 'failed' };

/**
 * The cross-encoder over the best of the ranker, best first, as many as time allows. Undefined where the Plan has no
 * reranker, or where nothing was scored: the ranker's order stands.
 */
export async function rerank(
  parts: CascadeParts,
  search: PreparedSearch,
  before: OrderSoFar,
  products: ProductReader,
): Promise<Reranked | undefined> {
  const { run, plan, request } = search;
  const { model, blend: blendReference, budget_ms: budgetMs } = plan.reranker;
  const size = Math.min(plan.reranker.window, plan.ranker.keep, before.order.length);
  if (model === null || request.query === '' || request.sort !== undefined || size === 0) return undefined;
  const window = before.order.slice(0, size);

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
      );
      deadline.check();
      const known = window.filter((index) => products.get(before.ids[index]!) !== undefined);
      const pairs = known.map((index) => {
        const { product, version } = products.get(before.ids[index]!)!;
        return { id: product.id, version, text: parts.modelText(product) };
      });
      const result = await crossEncoder.score(request.query, pairs, deadline);
      if (result.stopped !== undefined) {
        run.degrade('rerank', causes[result.stopped] ?? 'deadline', `${result.scored} of ${size} candidates scored`);
      }
      if (result.scored === 0) return undefined;

      const logits = new Float64Array(before.ids.length).fill(NaN);
      known.forEach((index, pair) => (logits[index] = result.logits[pair]!));
      const rankScores = Float64Array.from(window, (index) => before.scores[index]!);
      const windowLogits = Float64Array.from(window, (index) => logits[index]!);
      const reordered = blendOrder(rankScores, windowLogits, blend, featuresOf(window, before.ranked)).map(
        (position) => window[position]!,
      );
      return { order: [...reordered, ...before.order.slice(size)], logits, window: size };
    },
  });
}

/** The columns of the ranker's matrix, of the window alone. */
function featuresOf(
  window: readonly number[],
  ranked: RankerScores | undefined,
): (name: string) => Float64Array | undefined {
  return (name) => {
    const column = ranked?.ranker.features.indexOf(name) ?? -1;
    if (ranked === undefined || column < 0) return undefined;
    const width = ranked.ranker.features.length;
    return Float64Array.from(window, (index) => ranked.matrix[index * width + column]!);
  };
}
