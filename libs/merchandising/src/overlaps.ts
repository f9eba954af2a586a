import { folded } from './condition/query-test.js';
import type { Rule, RuleAction } from './rule.js';
import { statusOf } from './status.js';

/**
 * What is worth knowing of a rule beside the others: those that act on the same product, or the same place, of searches
 * that both may be for. It is no error: of two the one of higher priority wins, and of equals the one whose key is first.
 */
export function overlaps(rule: Rule, others: readonly Rule[], now: number): readonly string[] {
  return others.flatMap((other) => {
    if (other.key === rule.key || isOver(other, now) || isOver(rule, now) || !mayMeet(rule, other)) return [];
    const shared = [...new Set(sharedClaims(rule, other))];
    if (shared.length === 0) return [];
    const winner = wins(rule, other) ? rule.key : other.key;
    return [`${other.key} acts on ${shared.join(', ')} too: where they differ, ${winner} wins`];
  });
}

function isOver(rule: Rule, now: number): boolean {
  return ['ended', 'off'].includes(statusOf(rule, now));
}

/** Only what is certain to keep them apart counts: two lists of whole queries or of categories that share nothing. */
function mayMeet({ when: a }: Rule, { when: b }: Rule): boolean {
  const whole = [a, b].map(({ query }) => (query?.test === 'is' ? query.values : []));
  return shareSome(whole) && shareSome([a.categories, b.categories]);
}

function shareSome(lists: readonly (readonly string[])[]): boolean {
  const [a = [], b = []] = lists.map((list) => list.map(folded));
  return a.length === 0 || b.length === 0 || a.some((value) => b.includes(value));
}

function* sharedClaims(a: Rule, b: Rule): Iterable<string> {
  for (const mine of a.actions) {
    for (const theirs of b.actions) {
      yield* mine.products.filter((id) => theirs.products.includes(id) && differ(mine, theirs));
      if (mine.kind === 'pin' && theirs.kind === 'pin') yield 'the top';
      if (mine.kind === 'slot' && theirs.kind === 'slot' && mine.position === theirs.position)
        yield `place ${mine.position ?? 1}`;
    }
  }
}

/** Two that boost or bury add up, and two that hide are one. */
function differ({ kind: a }: RuleAction, { kind: b }: RuleAction): boolean {
  return !(a === b && (a === 'hide' || a === 'boost' || a === 'bury'));
}

function wins(a: Rule, b: Rule): boolean {
  return a.priority > b.priority || (a.priority === b.priority && a.key < b.key);
}
