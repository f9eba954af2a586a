export { arrange } from './arrange.js';
export type { Absence, AppliedRule, Arrangement, Known, RuleMove } from './arrange.js';
export { checkRule } from './check-rule.js';
export type { RuleRequest } from './condition/request-test.js';
export { RuleError } from './error.js';
export { ruleSchema } from './rule.js';
export type { Rule } from './rule.js';
export { RuleBook } from './rule-book.js';
export { noRules, RuleSet } from './rule-set.js';
export type { CompiledAction, MatchedRule, MatchedRules, RuleSelection } from './rule-set.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadMerchandisingService = () => import('./service/index.js');
