import {
  type Facet as FacetMessage,
  type Filter as FilterMessage,
  RetrievalMode,
  RetrieveRequest,
} from '@weir/contracts';
import { packVector } from '../packed.js';
import type { Facet, Filter, RetrievalRequest } from '../retriever.js';

const modes = {
  bm25: RetrievalMode.RETRIEVAL_MODE_BM25,
  dense: RetrievalMode.RETRIEVAL_MODE_DENSE,
  hybrid: RetrievalMode.RETRIEVAL_MODE_HYBRID,
} as const;

/**
 * A request as the API takes it, for a caller that computes features. Without a vector it is one by words: another
 * process would refuse what the port answers lexically.
 *
 * @param encoder what made the query's vector, `name@version`
 */
export function requestMessage(request: RetrievalRequest, encoder: string): RetrieveRequest {
  const { queryVector, fusion, hidden = [], only = [] } = request;
  return RetrieveRequest.fromPartial({
    query: request.query,
    mode: queryVector === undefined ? modes.bm25 : modes[request.mode],
    ...(queryVector !== undefined && { packed_vector: packVector(queryVector), encoder }),
    ...(fusion.method === 'rrf'
      ? { reciprocal_rank: { k: fusion.k, dense_weight: fusion.denseWeight } }
      : { convex: { dense_weight: fusion.denseWeight } }),
    depth: request.depth,
    boosts: request.boosts ?? {},
    prefix: request.prefix,
    typos: request.typos,
    filters: request.filters.map(filterMessage),
    hidden: hidden.map(({ ids, filters }) => ({ ids, filters: filters.map(filterMessage) })),
    facets: request.facets.map(({ field, limit, ranges = [] }) => ({
      ...{ field, ranges },
      ...(limit !== undefined && { limit }),
    })),
    only,
    for_features: true,
    allow_unknown_fields: true,
  });
}

/** Facets as they were before the API told them. */
export function fromFacetMessages(messages: readonly FacetMessage[]): readonly Facet[] {
  return messages.map(({ field, values }) => ({ field, values }));
}

function filterMessage(filter: Filter): Partial<FilterMessage> {
  const { field } = filter;
  if (filter.kind !== 'range') return { field, values: filter.values, exclude: filter.kind === 'none-of' };
  // A range says by one bound at least that it is one.
  const { min = -Infinity, max } = filter;
  return { field, min, ...(max !== undefined && { max }) };
}
