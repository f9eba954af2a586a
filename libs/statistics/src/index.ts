export { logBeta, logGamma } from './distributions/log-gamma.js';
export { regularizedBeta } from './distributions/incomplete-beta.js';
export { regularizedGammaUpper } from './distributions/incomplete-gamma.js';
export { normalCdf, normalPdf, normalPpf, normalSf } from './distributions/normal.js';
export { studentCdf, studentPpf, studentSf } from './distributions/student-t.js';
export { chiSquareSf } from './distributions/chi-square.js';
export type { Pick, Team } from './interleaving/team-draft.js';
export { teamDraft } from './interleaving/team-draft.js';
export { clickCredit } from './interleaving/click-credit.js';
export type { LoggedRound, Policy } from './off-policy/rounds.js';
export type { PolicyValue } from './off-policy/terms.js';
export type { DoublyRobustOptions, EstimateOptions } from './off-policy/estimators.js';
export type { Agreement } from './off-policy/agreement.js';
export { agreement } from './off-policy/agreement.js';
export { doublyRobust, inversePropensity, onPolicyValue, selfNormalised } from './off-policy/estimators.js';
export type { LoggedPolicy } from './off-policy/logged-policy.js';
export { loggedPolicy } from './off-policy/logged-policy.js';
export type { Overlap } from './off-policy/overlap.js';
export { overlap } from './off-policy/overlap.js';
export type { InterleavedUnit, InterleavingResult } from './interleaving/interleaving-test.js';
export { interleavingTest } from './interleaving/interleaving-test.js';
export type { DesignNeeds, InterleavingScenario, InterleavingSimulation } from './interleaving/simulate.js';
export { simulateInterleaving } from './interleaving/simulate.js';
export type { ArmMoments, Posterior } from './bandit/posterior.js';
export { betaPosterior, normalPosterior } from './bandit/posterior.js';
export { probabilityBest } from './bandit/probability-best.js';
export type { Allocation, AllocationOptions } from './bandit/allocation.js';
export { allocate } from './bandit/allocation.js';
export type { ArmEstimate, BanditBatch, CorrectionOptions } from './bandit/corrected-means.js';
export {
  adaptivelyWeightedDifference,
  adaptivelyWeightedMean,
  inverseWeightedMean,
  naiveMean,
  selfNormalisedMean,
} from './bandit/corrected-means.js';
export type { BanditScenario, BanditSimulation, EstimateQuality } from './bandit/simulate.js';
export { simulateBandit } from './bandit/simulate.js';
