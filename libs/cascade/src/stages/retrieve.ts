import type { Fusion, RetrievalRequest, Retrieved } from '@weir/retrieval';
import type { CascadeParts } from '../parts.js';
import type { Plan } from '../plan.js';
import { hiddenBy } from '../match-rules.js';
import type { PreparedSearch } from '../prepare.js';

/** A sort looks at more matches than a ranking would, because the best by a field may stand anywhere among them. */
const sortDepth = 10_000;

/** The first candidates. Nothing stands in for them: the stage may use all of the search's deadline. Undefined when it failed wholly. */
export async function retrieve(
  { retriever }: CascadeParts,
  search: PreparedSearch,
  queryVector: Float32Array | undefined,
): Promise<Retrieved | undefined> {
  const request = retrievalRequest(search, queryVector);
  const { deadline } = search.run;
  return search.run.stage({
    stage: 'retrieve',
    budgetMs: search.plan.retrieval.budget_ms,
    cutAt: 'deadline',
    candidatesIn: retriever.count(),
    candidatesOut: ({ candidates }) => candidates.ids.length,
    work: async () => {
      try {
        return await retriever.retrieve(request, deadline);
      } catch (error) {
        // Who has too much to do is not asked a second time.
        if (request.queryVector === undefined || isOverloaded(error)) throw error;
        deadline.check();
        const lexical = await retriever.retrieve(retrievalRequest(search, undefined), deadline);
        search.run.degrade('retrieve', 'failed', 'the dense side failed: found by words only', error);
        return lexical;
      }
    },
  });
}

function isOverloaded(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'overloaded';
}

function retrievalRequest(search: PreparedSearch, queryVector: Float32Array | undefined): RetrievalRequest {
  const { request, context, plan, rules } = search;
  const { retrieval } = plan;
  const hidden = hiddenBy(rules);
  return {
    query: request.query,
    ...(queryVector && { queryVector }),
    mode: queryVector === undefined ? 'bm25' : retrieval.mode,
    fusion: fusionOf(retrieval.fusion),
    depth: Math.max(retrieval.depth, context.depth ?? 0, request.sort === undefined ? 0 : sortDepth),
    boosts: retrieval.boosts,
    prefix: retrieval.prefix,
    typos: retrieval.typos,
    filters: request.filters ?? [],
    ...(hidden.length > 0 && { hidden }),
    facets: request.facets ?? [],
    ...(context.only && { only: context.only }),
  };
}

function fusionOf(fusion: Plan['retrieval']['fusion']): Fusion {
  return fusion.method === 'rrf'
    ? { method: 'rrf', k: fusion.k, denseWeight: fusion.dense_weight }
    : { method: 'convex', denseWeight: fusion.dense_weight };
}
