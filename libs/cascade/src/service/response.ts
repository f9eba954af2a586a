import { toProductMessage } from '@weir/catalogue';
import { DegradedCause, type SearchResponse as Message, Stage } from '@weir/contracts';
import { toFacetMessages } from '@weir/retrieval';
import type { Degraded, Explanation, RankedProduct, SearchResponse, StageName, StageScores } from '../search.js';

type RankedMessage = Message['products'][number];

/** The answer as the API tells it. */
export function toMessage(response: SearchResponse): Message {
  return {
    search_id: response.searchId,
    products: response.products.map(toRanked),
    total: response.total,
    facets: toFacetMessages(response.facets),
    corrections: response.corrections,
    next_page_token: response.nextPageToken,
    timings: response.timings.map((timing) => ({
      stage: stages[timing.stage],
      ms: timing.ms,
      budget_ms: timing.budgetMs,
      candidates_in: timing.candidatesIn,
      candidates_out: timing.candidatesOut,
    })),
    degraded: response.degraded.map(({ stage, cause, detail }) => ({
      stage: stages[stage],
      cause: causes[cause],
      detail,
    })),
    variants: response.variants.map(({ experiment, variant, missed, interleaved = false }) => ({
      experiment,
      variant,
      reached: missed === undefined,
      interleaved,
    })),
    cached: response.cached,
    took_ms: response.tookMs,
    plan: response.plan,
  };
}

const stages: Readonly<Record<StageName, Stage>> = {
  assign: Stage.STAGE_ASSIGN,
  cache: Stage.STAGE_CACHE,
  encode: Stage.STAGE_ENCODE,
  retrieve: Stage.STAGE_RETRIEVE,
  features: Stage.STAGE_FEATURES,
  rank: Stage.STAGE_RANK,
  rerank: Stage.STAGE_RERANK,
  compose: Stage.STAGE_COMPOSE,
};

const causes: Readonly<Record<Degraded['cause'], DegradedCause>> = {
  deadline: DegradedCause.DEGRADED_CAUSE_DEADLINE,
  failed: DegradedCause.DEGRADED_CAUSE_FAILED,
  overloaded: DegradedCause.DEGRADED_CAUSE_OVERLOADED,
  unavailable: DegradedCause.DEGRADED_CAUSE_UNAVAILABLE,
};

function toRanked({ product, version, position, scores, team = '', explanation }: RankedProduct): RankedMessage {
  return {
    product: toProductMessage(product),
    version,
    position,
    scores: toScores(scores),
    team,
    explanation: explanation === undefined ? undefined : toExplanation(explanation),
  };
}

function toScores({ bm25, cosine, fused, ranker, reranker }: StageScores): NonNullable<RankedMessage['scores']> {
  return { bm25, cosine, fused, ranker, reranker };
}

function toExplanation({ positions, features, expected }: Explanation): NonNullable<RankedMessage['explanation']> {
  const { retrieval, ranker, reranker } = positions;
  return {
    positions: { retrieval, ranker, reranker },
    // A missing feature is NaN, which JSON cannot say: it is left out.
    features: features.map(({ name, value, contribution }) => ({
      name,
      value: Number.isNaN(value) ? undefined : value,
      contribution,
    })),
    expected,
  };
}
