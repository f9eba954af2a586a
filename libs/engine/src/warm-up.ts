import type { Cascade, Plan } from '@weir/cascade';
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
