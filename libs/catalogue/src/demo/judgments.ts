import type { Facts } from './facts.js';
import type { Intent, QueryDraft } from './queries.js';
import type { Random } from './random.js';

/** 3 exactly what was meant, 2 the right thing in another make, 1 goes with it or does instead, 0 neither. */
export type Grade = 0 | 1 | 2 | 3;

/** How well a product serves an intent, from the facts of both. */
function gradeOf(intent: Intent, facts: Facts): Grade {
  if (facts.type !== intent.type) return intent.type.related?.includes(facts.type.name) === true ? 1 : 0;
  if (intent.family !== undefined) {
    if (facts.family === intent.family) return 3;
    return facts.brand === intent.brand ? 2 : 1;
  }
  const meets =
    (intent.brand === undefined || facts.brand === intent.brand) &&
    (intent.use === undefined || facts.uses.includes(intent.use)) &&
    Object.entries(intent.facets ?? {}).every(([name, value]) => facts.facets[name] === value);
  return meets ? 3 : 2;
}

/** Products judged for one query, at most so many of each grade. */
const kept: Readonly<Record<Grade, number>> = { 0: 20, 1: 20, 2: 40, 3: 60 };

/**
 * Judges the products of a shop as they come by for one query. Of each grade an even sample is kept (reservoir sampling,
 * Vitter's algorithm R); the irrelevant ones are of the same department, so that they share words and brands with it.
 */
export class JudgmentPool {
  private readonly kept: Readonly<Record<Grade, string[]>> = { 0: [], 1: [], 2: [], 3: [] };
  private readonly seen: Record<Grade, number> = { 0: 0, 1: 0, 2: 0, 3: 0 };

  constructor(
    private readonly draft: QueryDraft,
    private readonly random: Random,
  ) {}

  add(facts: Facts): void {
    const grade = gradeOf(this.draft.intent, facts);
    if (grade === 0 && facts.department !== this.draft.department) return;
    this.seen[grade] += 1;
    const list = this.kept[grade];
    if (list.length < kept[grade]) {
      list.push(facts.id);
      return;
    }
    const place = this.random.below(this.seen[grade]);
    if (place < list.length) list[place] = facts.id;
  }

  /** Best grade first. */
  judgments(): { readonly id: string; readonly grade: Grade }[] {
    return ([3, 2, 1, 0] as const).flatMap((grade) => this.kept[grade].map((id) => ({ id, grade })));
  }
}
