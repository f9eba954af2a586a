import type { Cascade, PartialPlan, Plan, Trace } from '@weir/cascade';
import type { FeatureInput } from '@weir/features';
import type { JudgedQuery } from './judged-queries.js';

/** The candidates whose features are computed together, with the rows that are exported. */
export interface FeatureList {
  readonly input: FeatureInput;
  /** Rows of judged products, in list order. */
  readonly judged: readonly { readonly row: number; readonly grade: number }[];
  /** Rows of products that were retrieved but not judged, in list order. */
  readonly unjudged: readonly number[];
}

const retrievalOnly = { ranker: { model: null }, reranker: { model: null } } satisfies PartialPlan;

/**
 * The list that serving would compute features over: what is retrieved for the query. Judged products that were not
 * retrieved come behind it, with their scores but without ranks and fused score, as no list had them. With `pool` the
 * list holds the judged products only.
 */
export async function featureList(
  cascade: Cascade,
  query: JudgedQuery,
  { plan, pool }: { readonly plan: Plan; readonly pool: boolean },
): Promise<FeatureList> {
  const judgedIds = [...query.judgments.keys()];
  const trace = async (only?: readonly string[]): Promise<Trace> =>
    cascade.trace(
      { query: query.text, plan: { retrieval: plan.retrieval, ...retrievalOnly } },
      { ...(only && { only }), unhurried: true },
    );
  const { input: found } = await trace(pool ? judgedIds : undefined);
  const retrieved = new Set(found.candidates.ids);
  const missed = judgedIds.filter((id) => !retrieved.has(id));
  const input = pool || missed.length === 0 ? found : append(found, (await trace(missed)).input);
  const rows = input.candidates.ids.map((id, row) => ({ row, grade: query.judgments.get(id) }));
  return {
    input,
    judged: rows.flatMap(({ row, grade }) => (grade === undefined ? [] : [{ row, grade }])),
    unjudged: rows.flatMap(({ row, grade }) => (grade === undefined ? [row] : [])),
  };
}

function append(found: FeatureInput, missed: FeatureInput): FeatureInput {
  const [first, second] = [found.candidates, missed.candidates];
  const join = (a: Float64Array, b: Float64Array): Float64Array => Float64Array.from([...a, ...b]);
  const unknown = new Float64Array(second.ids.length).fill(NaN);
  return {
    ...found,
    states: [...found.states, ...missed.states],
    candidates: {
      ids: [...first.ids, ...second.ids],
      score: join(first.score, unknown),
      bm25: join(first.bm25, second.bm25),
      bm25Rank: join(first.bm25Rank, unknown),
      cosine: join(first.cosine, second.cosine),
      denseRank: join(first.denseRank, unknown),
    },
  };
}
