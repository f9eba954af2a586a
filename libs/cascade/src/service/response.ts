import { toProductMessage } from '@weir/catalogue';
import { DegradedCause, Rung as RungMessage, type SearchResponse as Message, Stage } from '@weir/contracts';
import { toFacetMessages } from '@weir/retrieval';
import type { Rung } from '../rung.js';
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
    rules: response.rules,
    rung: rungMessages[response.rung],
    stale: response.stale,
  };
}

const rungMessages: Readonly<Record<Rung, RungMessage>> = {
  full: RungMessage.RUNG_FULL,
  window: RungMessage.RUNG_WINDOW,
  cached_scores: RungMessage.RUNG_CACHED_SCORES,
  ranker: RungMessage.RUNG_RANKER,
  retrieval: RungMessage.RUNG_RETRIEVAL,
  last_good: RungMessage.RUNG_LAST_GOOD,
};

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

function toRanked(ranked: RankedProduct): RankedMessage {
  const { product, version, position, scores, team = '', explanation, highlights = [] } = ranked;
  return {
    product: toProductMessage(product),
    version,
    position,
    scores: toScores(scores),
    team,
    explanation: explanation === undefined ? undefined : toExplanation(explanation),
    // The messages are written alike.
    highlights,
  };
}

function toScores({ bm25, cosine, fused, ranker, reranker }: StageScores): NonNullable<RankedMessage['scores']> {
  return { bm25, cosine, fused, ranker, reranker };
}

function toExplanation({
  positions,
  features,
  expected,
  fields,
  blend,
  rules,
}: Explanation): NonNullable<RankedMessage['explanation']> {
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
    fields: fields.map(({ field, score }) => ({ field, score })),
    blend: blend && {
      score: blend.score,
      terms: blend.terms.map(({ name, value, contribution }) => ({ name, value, contribution })),
    },
    rules,
  };
}
