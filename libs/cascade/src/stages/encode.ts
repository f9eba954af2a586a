import type { CascadeParts } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';

/** The query as a unit vector; undefined where the Plan wants none, or where it did not come in time: then retrieval is lexical. */
export async function encode({ models }: CascadeParts, search: PreparedSearch): Promise<Float32Array | undefined> {
  const { retrieval } = search.plan;
  const { encoder } = retrieval;
  const wanted = retrieval.mode !== 'bm25' && search.request.query !== '' && search.request.sort === undefined;
  if (!wanted || encoder === null) return undefined;
  return search.run.stage({
    stage: 'encode',
    budgetMs: retrieval.encode_budget_ms,
    candidatesIn: 0,
    candidatesOut: () => 0,
    work: async (deadline) => {
      const loaded = await models.encoder(encoder);
      deadline.check();
      return loaded.encodeQuery(search.request.query, deadline);
    },
  });
}
