import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Cascade, CascadeError, type PartialPlan, type Plan } from '@weir/cascade';
import type { Catalogue } from './catalogue/catalogue.js';

/** Long enough for the hot code to be compiled, short enough that nobody minds at a start; a slow machine gets more time. */
const warmUpMs = 400;
const leastSearches = 12;
const mostMs = 4000;
const titles = 50;

/** Where the titles come from. */
type Shop = Pick<Catalogue, 'retriever' | 'products'>;

/**
 * Searches for some of the catalogue's own titles, so that the first shopper does not pay for cold code. Failures are
 * left for real searches to report.
 */
export async function warmUp(cascade: Cascade, shop: Shop, plan: Plan): Promise<void> {
  const queries = await someTitles(shop).catch(() => []);
  const start = performance.now();
  const isWarm = (searches: number): boolean => {
    const ms = performance.now() - start;
    return (ms >= warmUpMs && searches >= leastSearches) || ms >= mostMs;
  };
  for (let search = 0; queries.length > 0 && !isWarm(search); search++) {
    const query = queries[search % queries.length]!;
    // Not more pairs than a shopper's first search would score.
    const request = { query, pageSize: plan.page.size, highlight: { fields: [] } };
    await cascade.search(request, { cache: false }).catch(() => undefined);
  }
}

const trialSearches = 8;

/**
 * Searches with a partial Plan laid over the one in force until its models are warm. Rejects with what degraded where a
 * stage of it failed; an empty catalogue has nothing to try it on. The Plan's own deadline holds: work without one would
 * wait behind all shoppers for ever, and being late on a busy machine is no failure.
 */
export async function trySearches(cascade: Cascade, shop: Shop, plan: PartialPlan): Promise<void> {
  for (const query of (await someTitles(shop)).slice(0, trialSearches)) {
    await nextTurn();
    const answer = await cascade.search({ query, plan }, { cache: false }).catch(unlessLate);
    const failed = answer?.degraded.find(({ cause }) => cause === 'failed' || cause === 'unavailable');
    if (failed !== undefined) throw new Error(`at a trial search, the stage ${failed.stage}: ${failed.detail}`);
  }
}

function unlessLate(error: unknown): undefined {
  const isLate =
    error instanceof CascadeError && (error.code === 'DEADLINE_EXCEEDED' || error.code === 'RESOURCE_EXHAUSTED');
  if (!isLate) throw error;
}

/** Titles of products that are wanted most, cut to what shoppers type. */
async function someTitles({ retriever, products }: Shop): Promise<readonly string[]> {
  const { candidates } = await retriever.retrieve({
    ...{ query: '', mode: 'bm25', fusion: { method: 'convex', denseWeight: 0 }, depth: titles },
    ...{ prefix: false, typos: false, filters: [], facets: [] },
  });
  const found = candidates.ids.length === 0 ? [] : await products.get(candidates.ids);
  return found
    .map((stored) => stored?.product.title.split(/\s+/).slice(0, 4).join(' ') ?? '')
    .filter((title) => title !== '');
}
