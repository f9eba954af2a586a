import type { StoredProduct } from '@weir/catalogue';
import type { Patience } from '@weir/inference';
import type { CostEstimate } from './cost.js';
import type { CascadeParts } from './parts.js';

/** The stored products of one search, each read at most once. */
export class ProductReader {
  private readonly known = new Map<string, StoredProduct | undefined>();

  constructor(
    private readonly parts: Pick<CascadeParts, 'products' | 'time'>,
    private readonly cost: CostEstimate,
  ) {}

  /** What must be left of a deadline to read a page and put it together. */
  reserveMs(products: number): number {
    return 1 + this.cost.predictMs(products);
  }

  async read(ids: readonly string[], patience: Patience): Promise<void> {
    const missing = ids.filter((id) => !this.known.has(id));
    if (missing.length === 0) return;
    const start = this.parts.time.now();
    const found = await this.parts.products.get(missing, patience);
    missing.forEach((id, index) => this.known.set(id, found[index]));
    this.cost.learn(missing.length, this.parts.time.now() - start);
  }

  /** Undefined for a product that is not read, or that is not (or no longer) in the store. */
  get(id: string): StoredProduct | undefined {
    return this.known.get(id);
  }
}
