import type { ScoredDocument } from './judgments.js';

/**
 * Ids in the order in which trec_eval ranks a run, whatever its rank column says: score descending in float32, ties by
 * id descending (trec_eval 9, form_res_rels.c).
 */
export function rankRun(documents: readonly ScoredDocument[]): readonly string[] {
  return documents
    .map(({ id, score }) => ({ id, score: Math.fround(score) }))
    .sort((a, b) => b.score - a.score || compareCodePoints(b.id, a.id))
    .map(({ id }) => id);
}

/** Compares as strcmp does the UTF-8 forms, which is the order of code points: surrogate pairs come after all other characters. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const unitA = a.charCodeAt(i);
    const unitB = b.charCodeAt(i);
    if (unitA === unitB) continue;
    if (isSurrogate(unitA) !== isSurrogate(unitB)) return isSurrogate(unitA) ? 1 : -1;
    return unitA - unitB;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
