import type { Closers } from '../closers.js';
import type { EngineOptions } from '../engine.js';
import type { Foundations } from '../foundations.js';
import { openRules, type Rules } from './open-rules.js';

/** The rules of an engine, closed with it. */
export async function openEngineRules(
  options: EngineOptions,
  { storage }: Pick<Foundations, 'storage'>,
  closers: Closers,
): Promise<Rules> {
  const rules = await openRules({
    storage,
    now: Date.now,
    onFault: (error) => options.onFault?.({ part: 'merchandising', error }),
  });
  closers.add(() => rules.close());
  return rules;
}
