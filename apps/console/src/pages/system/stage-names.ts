import type { Message } from '../../api/client';

/** What people call a stage. */
export const stageNames: Readonly<Record<Message<'Stage'>, string>> = {
  STAGE_UNSPECIFIED: 'Unknown',
  STAGE_ASSIGN: 'Assign variants',
  STAGE_CACHE: 'Look in the cache',
  STAGE_ENCODE: 'Encode the query',
  STAGE_RETRIEVE: 'Retrieve',
  STAGE_FEATURES: 'Read features',
  STAGE_RANK: 'Rank',
  STAGE_RERANK: 'Rerank',
  STAGE_COMPOSE: 'Compose the page',
};

/** Why a stage did not do all of its work. */
export const causes: Readonly<Record<Message<'DegradedCause'>, string>> = {
  DEGRADED_CAUSE_UNSPECIFIED: 'unknown',
  DEGRADED_CAUSE_DEADLINE: 'out of time',
  DEGRADED_CAUSE_FAILED: 'failed',
  DEGRADED_CAUSE_OVERLOADED: 'overloaded',
  DEGRADED_CAUSE_UNAVAILABLE: 'not there',
};
