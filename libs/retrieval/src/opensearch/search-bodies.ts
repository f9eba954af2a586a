import type { RetrievalRequest } from '../retriever.js';
import type { ExpandedQuery } from '../words/expand.js';
import type { Dictionary } from '../words/dictionary.js';
import { facetAggregations } from './facets.js';
import { filterClauses, hidingClauses } from './filters.js';
import { lexicalQuery } from './lexical-query.js';

/** What the bodies of one query are made from. */
export interface SearchPlan {
  readonly request: RetrievalRequest;
  readonly query: ExpandedQuery;
  readonly dictionary: Dictionary;
  readonly boosts: readonly number[];
  /** Whether the query has no words: every product matches. */
  readonly browsing: boolean;
  /** Whether its vector is searched for too. */
  readonly dense: boolean;
}

/** The searches of one `_msearch`; those that the request does without are undefined. */
export interface SearchBodies {
  readonly lexical: object;
  readonly pool: object | undefined;
  readonly dense: object | undefined;
}

export function searchBodies(plan: SearchPlan): SearchBodies {
  const { request, browsing, dense } = plan;
  const { only } = request;
  const filters = [...filterClauses(request.filters), ...hidingClauses(request.hidden ?? [])];
  if (only !== undefined) filters.push({ ids: { values: only } });
  const pooled = only === undefined ? undefined : { ...keysOnly, size: mostHits, query: { bool: { filter: filters } } };
  const depth = Math.min(request.depth, mostHits);
  const listed = pooled !== undefined || (dense && request.mode === 'dense') ? 0 : depth;
  return {
    lexical: {
      ...keysOnly,
      size: listed,
      track_total_hits: true,
      query: { bool: { must: [matching(plan)], filter: filters } },
      ...(browsing && { sort: [{ popularity: { order: 'desc', missing: '_last' } }, { key: 'asc' }] }),
      ...(request.facets.length > 0 && { aggs: facetAggregations(request.facets) }),
    },
    pool: pooled,
    dense: dense && pooled === undefined ? nearest(request, depth, filters) : undefined,
  };
}

function matching({ query, dictionary, boosts, browsing }: SearchPlan): object {
  if (browsing) return { match_all: {} };
  return lexicalQuery(query, dictionary, boosts) ?? { match_none: {} };
}

/** The filters are applied while the graph is walked, so that `k` products that pass are found. */
function nearest(request: RetrievalRequest, k: number, filters: readonly object[]): object {
  const vector = Array.from(request.queryVector!);
  const filter = filters.length === 0 ? {} : { filter: { bool: { filter: filters } } };
  return { ...keysOnly, size: k, query: { knn: { vector: { vector, k, ...filter } } } };
}

/** One column is read a hit, no stored document. */
const keysOnly = { _source: false, stored_fields: '_none_', docvalue_fields: ['key'] } as const;
/** OpenSearch gives no more unless told otherwise. */
const mostHits = 10_000;
