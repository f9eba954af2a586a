export { assign } from './assignment/assign.js';
export type {
  Assignment,
  AssignmentReason,
  AssignmentRequest,
  AssignmentResult,
  Attributes,
  GlobalHoldout,
  PlanOverlay,
  StickyLookup,
  StickyVariant,
} from './assignment/assignment.js';
export { compileExperiments } from './assignment/compile-experiments.js';
export type { CompiledExperiments } from './assignment/compile-experiments.js';
export { differing } from './definition/differing.js';
export type { Differing } from './definition/differing.js';
export { experimentDefinitionSchema, experimentSchema } from './definition/experiment.js';
export type {
  Experiment,
  ExperimentDefinition,
  ExperimentInput,
  ExperimentState,
  Variant,
} from './definition/experiment.js';
export { ExperimentError, invalidExperiment } from './error.js';
export type { ExperimentErrorCode, FieldViolation } from './error.js';
export { builtInMetrics } from './metrics/built-in.js';
export { metricSchema } from './metrics/unit-metric.js';
export type { Measure, UnitMetric } from './metrics/unit-metric.js';
export { coverageAt } from './life-cycle/schedule.js';
export { resultsOf } from './results/experiment-results.js';
export type { ExperimentResults } from './results/experiment-results.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadExperimentService = () => import('./service/index.js');
