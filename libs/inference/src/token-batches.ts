import type { TokenSequence } from './wordpiece.js';

/**
 * Tokens of one piece of work, padding included: a pair or two, some five milliseconds of a small model. Less wastes time
 * between pieces; more makes a query wait behind passages, and makes a reranking that stops lose more.
 */
export const tokenBudget = 64;

/** The same for pairs of a model that runs them together: four of 40 tokens take little longer than two by themselves. */
export const batchedTokenBudget = 160;

/** Whether rows of these lengths, padded to the longest, are within the budget; a row alone always is. */
export function fitsBudget(rows: readonly TokenSequence[], budget: number): boolean {
  const longest = rows.reduce((most, row) => Math.max(most, row.ids.length), 0);
  return rows.length <= 1 || rows.length * longest <= budget;
}

/** Places of the rows, shortest first, in batches filled to the budget: rows of like length, so that little is padding. */
export function tokenBatches(rows: readonly TokenSequence[]): number[][] {
  const places = rows.map((_, at) => at).sort((one, other) => rows[one]!.ids.length - rows[other]!.ids.length);
  const batches: number[][] = [];
  for (const place of places) {
    const batch = batches.at(-1);
    // Sorted, this row is the longest so far.
    if (batch && (batch.length + 1) * rows[place]!.ids.length <= tokenBudget) batch.push(place);
    else batches.push([place]);
  }
  return batches;
}
