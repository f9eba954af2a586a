export { overridesOf, PlanBook } from './base-plan/plan-book.js';
export type { Shipped } from './base-plan/plan-book.js';
export { invalidPlan, PlanError } from './base-plan/plan-error.js';
export { planPaths } from './base-plan/plan-settings.js';
export type { AppliedVariant, ShownVariant } from './applied-variant.js';
export { blendMisfit } from './blend.js';
export type { Cascade, ProgressiveAnswer, SearchContext, Trace } from './cascade.js';
export type { Highlight, Highlighting } from './highlight/highlighting.js';
export { createCascade } from './create-cascade.js';
export { CascadeError, invalidRequest } from './error.js';
export type { CascadeErrorCode, FieldViolation } from './error.js';
export { overlayPlan, planFingerprint } from './effective-plan.js';
export type { PlanResult } from './effective-plan.js';
export { layPlan } from './lay-plan.js';
export type {
  Assigner,
  Assignment,
  Blend,
  CascadeParts,
  InterleavedPlan,
  Models,
  Products,
  Ranker,
  ServedSearch,
  StageFault,
} from './parts.js';
export { planDifference } from './plan-difference.js';
export { planSchema } from './plan.js';
export type { PartialPlan, Plan } from './plan.js';
export { modelsOf, withModels } from './plan-models.js';
export type { ModelSetting } from './plan-models.js';
export { stageBudgets } from './stage-budgets.js';
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
export type { ComparedKind, ComparedPair, ComparisonReport } from './shadow/comparison-report.js';
export { ShadowComparisons } from './shadow/shadow-comparisons.js';
export type { PairCheck } from './service/shadow-api.js';
export type { Time } from './time.js';
export type { StageSpan, Tracer } from './tracer.js';
export { limits } from './validate.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadSearchService = () => import('./service/index.js');
