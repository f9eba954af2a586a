import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Cascade, CascadeError, type PartialPlan, type Plan } from '@weir/cascade';
import type { ProductStore } from '@weir/storage';

/** Long enough for the hot code to be compiled, short enough that nobody minds at a start; a slow machine gets more time. */
const warmUpMs = 400;
const leastSearches = 12;
const mostMs = 4000;
const titles = 50;

/**
 * Searches for some of the catalogue's own titles, so that the first shopper does not pay for cold code. Failures are
 * left for real searches to report.
 */
export async function warmUp(cascade: Cascade, products: ProductStore, plan: Plan): Promise<void> {
  const queries = await someTitles(products);
  const start = performance.now();
  const isWarm = (searches: number): boolean => {
    const ms = performance.now() - start;
    return (ms >= warmUpMs && searches >= leastSearches) || ms >= mostMs;
  };
  for (let search = 0; queries.length > 0 && !isWarm(search); search++) {
    const query = queries[search % queries.length]!;
    // Not more pairs than a shopper's first search would score.
    await cascade.search({ query, pageSize: plan.page.size }, { cache: false }).catch(() => undefined);
  }
}

const trialSearches = 8;

/**
 * Searches with a partial Plan laid over the one in force until its models are warm. Rejects with what degraded where a
 * stage of it failed; an empty catalogue has nothing to try it on. The Plan's own deadline holds: work without one would
 * wait behind all shoppers for ever, and being late on a busy machine is no failure.
 */
export async function trySearches(cascade: Cascade, products: ProductStore, plan: PartialPlan): Promise<void> {
  for (const query of (await someTitles(products)).slice(0, trialSearches)) {
    await nextTurn();
    const answer = await cascade.search({ query, plan }, { cache: false }).catch(unlessLate);
    const failed = answer?.degraded.find(({ cause }) => cause === 'failed' || cause === 'unavailable');
    if (failed !== undefined) throw new Error(`at a trial search, the stage ${failed.stage}: ${failed.detail}`);
  }
}

function unlessLate(error: unknown): undefined {
  if (!(error instanceof CascadeError && error.code === 'DEADLINE_EXCEEDED')) throw error;
}

async function someTitles(products: ProductStore): Promise<readonly string[]> {
  for await (const page of products.changes(0)) {
    const found = page.flatMap((change) => (change.kind === 'upsert' ? [change.product.title] : []));
    return found
      .map((title) => title.split(/\s+/).slice(0, 4).join(' '))
      .filter((title) => title !== '')
      .slice(0, titles);
  }
  return [];
}
