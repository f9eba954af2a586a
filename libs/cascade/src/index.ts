export type { Cascade, ProgressiveAnswer, SearchContext, Trace } from './cascade.js';
export { CascadeError, invalidRequest } from './error.js';
export type { CascadeErrorCode, FieldViolation } from './error.js';
export { planSchema } from './plan.js';
export type { PartialPlan, Plan } from './plan.js';
export { stageNames } from './search.js';
export type {
  Degraded,
  Explanation,
  RankedProduct,
  SearchRequest,
  SearchResponse,
  StageName,
  StageScores,
  StageTiming,
} from './search.js';
