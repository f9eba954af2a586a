import type { KeptRule as Message, ListRuleChangesResponse, Rule as RuleMessage } from '@weir/contracts';
import type { AuditEntry } from '@weir/storage';
import { overlaps } from '../overlaps.js';
import type { Rule } from '../rule.js';
import { type KeptRule, ruleOf } from '../rule-book.js';
import { statusOf } from '../status.js';

/** A rule as the API tells it. `others` are all rules. */
export function toKeptMessage(kept: KeptRule, others: readonly KeptRule[], now: number): Message {
  const { rule, version, updatedAt, updatedBy } = kept;
  return {
    rule: toRuleMessage(rule),
    version,
    status: statusOf(rule, now),
    updated_at_ms: updatedAt,
    updated_by: updatedBy,
    warnings: overlaps(
      rule,
      others.map((other) => other.rule),
      now,
    ),
  };
}

/** An entry of the audit log as the API tells it. */
export function toChangeMessage({
  at,
  who,
  action,
  reason,
  before,
  after,
}: AuditEntry): ListRuleChangesResponse['changes'][number] {
  const [was, is] = [ruleOf(before), ruleOf(after)];
  return {
    at_ms: at,
    author: who,
    action,
    reason,
    before: was && toRuleMessage(was),
    after: is && toRuleMessage(is),
  };
}

function toRuleMessage(rule: Rule): RuleMessage {
  return { ...rule, when: { ...rule.when, query: rule.when.query } };
}
