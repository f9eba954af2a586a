import type { Rule } from './rule.js';

export type RuleStatus = 'active' | 'scheduled' | 'ended' | 'draft' | 'off';

/** Where a rule stands at a time, ms since 1970. */
export function statusOf(rule: Pick<Rule, 'state' | 'start_ms' | 'end_ms'>, now: number): RuleStatus {
  if (rule.state !== 'on') return rule.state;
  if (now < (rule.start_ms ?? 0)) return 'scheduled';
  return isWithin(rule, now) ? 'active' : 'ended';
}

/** Whether a time lies between its dates, the end not included. */
export function isWithin({ start_ms: start, end_ms: end }: Pick<Rule, 'start_ms' | 'end_ms'>, now: number): boolean {
  return now >= (start ?? 0) && now < (end ?? Infinity);
}
