export { batchAttribute, isBatchOver } from './allocation/batches.js';
export { nextBatch, rewardQuery } from './allocation/next-batch.js';
export { assign } from './assignment/assign.js';
export type {
  Assignment,
  AssignmentReason,
  AssignmentRequest,
  AssignmentResult,
  Attributes,
  GlobalHoldout,
  Interleaved,
  PlanOverlay,
  StickyLookup,
  StickyVariant,
} from './assignment/assignment.js';
export { bucketRanges, chooseVariation, equalWeights, inNamespace } from './assignment/buckets.js';
export { compileExperiments } from './assignment/compile-experiments.js';
export type { CompiledExperiments } from './assignment/compile-experiments.js';
export { interleavedVariant } from './definition/drawn-variants.js';
export { differing } from './definition/differing.js';
export type { Differing } from './definition/differing.js';
export { hash } from './assignment/hash.js';
export { compileCondition } from './condition/compile-condition.js';
export type { CompiledCondition } from './condition/compile-condition.js';
export { checkExperiment, definitionOf } from './definition/check.js';
export type { CheckOptions, CheckPlan, CheckResult } from './definition/check.js';
export { experimentDefinitionSchema, experimentSchema } from './definition/experiment.js';
export type {
  Experiment,
  ExperimentDefinition,
  ExperimentInput,
  ExperimentState,
  Variant,
} from './definition/experiment.js';
export { planConflicts } from './definition/plan-conflicts.js';
export type { PlanConflict } from './definition/plan-conflicts.js';
export { ExperimentError, invalidExperiment } from './error.js';
export type { ExperimentErrorCode, FieldViolation } from './error.js';
export { edited } from './life-cycle/edit.js';
export type { EditOptions } from './life-cycle/edit.js';
export { ExperimentBook, experimentCollection } from './life-cycle/experiment-book.js';
export type {
  Author,
  Edit,
  ExperimentBookOptions,
  Ramp,
  Shipping,
  Transition,
  Written,
} from './life-cycle/experiment-book.js';
export { coverageAt, isOpen, startOf } from './life-cycle/schedule.js';
export { draftOf, transition } from './life-cycle/transitions.js';
export { measured, measuredQuery } from './measured/measure.js';
export type { MeasuredExperiment, MeasuredMetric, MeasuredVariant } from './measured/measure.js';
export { builtInMetrics } from './metrics/built-in.js';
export { metricsOf, resolveMetric } from './metrics/resolve.js';
export type { MetricRole } from './metrics/resolve.js';
export { metricSchema } from './metrics/unit-metric.js';
export type { Measure, UnitMetric } from './metrics/unit-metric.js';
export { resultsOf } from './results/experiment-results.js';
export type { ExperimentResults } from './results/experiment-results.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadExperimentService = () => import('./service/index.js');
export { StickyAssignments } from './sticky/sticky-assignments.js';
export type { StickyAssignmentsOptions } from './sticky/sticky-assignments.js';
export { stickyInCache, stickyInDocuments } from './sticky/sticky-store.js';
export type { KeptVariants, StickyStore, UnitName } from './sticky/sticky-store.js';
