import type { Call } from '@weir/contracts';
import type { Patience } from '../models.js';

/** What a call leaves: its deadline and the request's own budget, whichever ends first, and whether the caller is there. */
export function patienceOf({ remainingMs = Infinity, signal }: Call, budgetMs = Infinity): Patience {
  const dueAt = performance.now() + Math.min(remainingMs, budgetMs);
  return { remainingMs: () => dueAt - performance.now(), signal };
}
