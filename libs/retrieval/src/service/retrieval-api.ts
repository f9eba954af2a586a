import {
  type FieldViolation,
  invalidArgument,
  RetrievalMode,
  type RetrieveRequest,
  type RetrieveResponse,
} from '@weir/contracts';
import type { Fusion, RetrievalRequest, Retriever } from '../retriever.js';
import { toFacetMessages, toFacetRequests, toFilters } from './messages.js';

const modes = {
  [RetrievalMode.RETRIEVAL_MODE_UNSPECIFIED]: 'hybrid',
  [RetrievalMode.RETRIEVAL_MODE_BM25]: 'bm25',
  [RetrievalMode.RETRIEVAL_MODE_DENSE]: 'dense',
  [RetrievalMode.RETRIEVAL_MODE_HYBRID]: 'hybrid',
} as const;

const longestQuery = 512;
const deepest = 10_000;

/** The first stage by itself, as the API offers it. */
export class RetrievalApi {
  /** `dimensions` of the index's vectors; 0 where there are none. */
  constructor(
    private readonly retriever: Retriever,
    private readonly dimensions: number,
  ) {}

  /** @throws ApiError INVALID_ARGUMENT naming every wrong field */
  async retrieve(message: RetrieveRequest): Promise<RetrieveResponse> {
    const { candidates, total, facets, corrections } = await this.retriever.retrieve(this.request(message));
    return {
      candidates: {
        ids: candidates.ids,
        score: [...candidates.score],
        bm25: [...candidates.bm25],
        bm25_rank: [...candidates.bm25Rank],
        cosine: [...candidates.cosine],
        dense_rank: [...candidates.denseRank],
      },
      total,
      facets: toFacetMessages(facets),
      corrections,
    };
  }

  private request(message: RetrieveRequest): RetrievalRequest {
    const violations: FieldViolation[] = [];
    const report = (field: string, description: string): void => void violations.push({ field, description });
    const { mode, query_vector: vector } = message;
    const depth = message.depth ?? 1000;
    const filters = toFilters(message.filters, violations);
    if (Array.from(message.query).length > longestQuery) report('query', `at most ${longestQuery} characters`);
    if (depth < 1 || depth > deepest) report('depth', `must be a whole number from 1 to ${deepest}, not ${depth}`);
    if (mode === RetrievalMode.UNRECOGNIZED) report('mode', 'is not a mode of this version');
    if (vector.length > 0 && vector.length !== this.dimensions)
      report('query_vector', `must have ${this.dimensions} numbers, not ${vector.length}`);
    if (!vector.every(Number.isFinite)) report('query_vector', 'must hold finite numbers');
    if (mode === RetrievalMode.RETRIEVAL_MODE_DENSE && vector.length === 0)
      report('query_vector', 'is needed for dense retrieval');
    this.checkFields(message, report);
    const fusion = fusionOf(message, report);
    if (violations.length > 0 || mode === RetrievalMode.UNRECOGNIZED) throw invalidArgument(violations);
    return {
      query: message.query,
      ...(vector.length > 0 && { queryVector: Float32Array.from(vector) }),
      mode: modes[mode],
      fusion,
      depth,
      boosts: message.boosts,
      prefix: message.prefix ?? true,
      typos: message.typos ?? true,
      filters,
      facets: toFacetRequests(message.facets),
      ...(message.only.length > 0 && { only: message.only }),
    };
  }

  private checkFields(
    { filters, facets, boosts }: RetrieveRequest,
    report: (field: string, description: string) => void,
  ): void {
    const filterable = new Set(this.retriever.filterable());
    for (const [name, list] of [
      ['filters', filters],
      ['facets', facets],
    ] as const) {
      list.forEach(({ field }, index) => {
        if (!filterable.has(field))
          report(`${name}[${index}].field`, `unknown field; the fields are ${[...filterable].join(', ')}`);
      });
    }
    for (const [name, boost] of Object.entries(boosts)) {
      if (!this.retriever.schema.fields.includes(name))
        report(`boosts.${name}`, `unknown field; the fields are ${this.retriever.schema.fields.join(', ')}`);
      else if (!(boost >= 0)) report(`boosts.${name}`, 'must be at least 0');
    }
  }
}

function fusionOf(
  { reciprocal_rank: rank, convex }: RetrieveRequest,
  report: (field: string, description: string) => void,
): Fusion {
  if (rank !== undefined) {
    if (!(rank.k >= 1 && rank.k <= 1000)) report('reciprocal_rank.k', 'must be 1 to 1000');
    if (!(rank.dense_weight >= 0 && rank.dense_weight <= 10)) report('reciprocal_rank.dense_weight', 'must be 0 to 10');
    return { method: 'rrf', k: rank.k, denseWeight: rank.dense_weight };
  }
  const denseWeight = convex?.dense_weight ?? 0.5;
  if (!(denseWeight >= 0 && denseWeight <= 1)) report('convex.dense_weight', 'must be 0 to 1');
  return { method: 'convex', denseWeight };
}
