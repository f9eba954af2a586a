import { LRUCache } from 'lru-cache';
import type { IndexedState } from '../retriever.js';
import { parseKey } from './document.js';
import { stateFromText, vectorFromText } from '../state-bytes.js';

/** What OpenSearch keeps of a product for scoring. */
export interface ProductSource {
  readonly key: string;
  readonly state: string;
  readonly embedding?: string;
}

/** A product with all that it is scored by. */
export interface KnownProduct {
  readonly id: string;
  readonly key: string;
  readonly state: IndexedState;
  readonly vector: Float32Array | undefined;
}

interface SeenProduct extends KnownProduct {
  /** When a search last said that it is current, ms. */
  seenAt: number;
}

/** Fetches products by id, in order; undefined where there is none. */
export type FetchSources = (ids: readonly string[]) => Promise<readonly (ProductSource | undefined)[]>;

/**
 * States and vectors of products that were candidates lately. A search brings keys, which say version and vector, so
 * that a product is fetched again only when it has changed.
 */
export class KnownProducts {
  private readonly products: LRUCache<string, SeenProduct>;

  constructor(
    private readonly fetch: FetchSources,
    options: { readonly maxBytes: number; readonly now: () => number },
  ) {
    this.now = options.now;
    this.products = new LRUCache<string, SeenProduct>({ maxSize: options.maxBytes, sizeCalculation: bytesOf });
  }

  private readonly now: () => number;

  /** The products of these keys, in order, or newer versions of them; undefined where one is gone meanwhile. */
  byKeys(keys: readonly string[]): Promise<readonly (KnownProduct | undefined)[]> {
    const ids = keys.map((key) => parseKey(key).id);
    return this.get(ids, (known, index) => known.key === keys[index]);
  }

  /** Products by id, at most a moment old: what a search has just seen is not asked for again. */
  byIds(ids: readonly string[]): Promise<readonly (KnownProduct | undefined)[]> {
    const since = this.now() - freshMs;
    return this.get(ids, (known) => known.seenAt >= since);
  }

  /** Those of the products that are known and at most a moment old. */
  seen(ids: readonly string[]): readonly (KnownProduct | undefined)[] {
    const since = this.now() - freshMs;
    return ids.map((id) => {
      const known = this.products.get(id);
      return known !== undefined && known.seenAt >= since ? known : undefined;
    });
  }

  forget(ids: Iterable<string>): void {
    for (const id of ids) this.products.delete(id);
  }

  private async get(
    ids: readonly string[],
    isCurrent: (known: SeenProduct, index: number) => boolean,
  ): Promise<readonly (KnownProduct | undefined)[]> {
    const now = this.now();
    const found: (KnownProduct | undefined)[] = ids.map((id, index) => {
      const known = this.products.get(id);
      if (known === undefined || !isCurrent(known, index)) return undefined;
      known.seenAt = now;
      return known;
    });
    const missing = [...ids.keys()].filter((index) => found[index] === undefined);
    if (missing.length === 0) return found;
    const sources = await this.fetch(missing.map((index) => ids[index]!));
    missing.forEach((index, at) => {
      const source = sources[at];
      if (source === undefined) return;
      const product = { ...toKnown(ids[index]!, source), seenAt: now };
      this.products.set(product.id, product);
      found[index] = product;
    });
    return found;
  }
}

function toKnown(id: string, { key, state, embedding }: ProductSource): KnownProduct {
  return {
    id,
    key,
    state: { ...stateFromText(state), version: parseKey(key).version },
    vector: embedding === undefined ? undefined : vectorFromText(embedding),
  };
}

function bytesOf({ state, vector }: KnownProduct): number {
  return overhead + state.tokens.byteLength + (vector?.byteLength ?? 0);
}

/** Of an entry beside its tokens and its vector, bytes. */
const overhead = 600;
/** How old a product may be that `byIds` gives, ms: longer than a search takes. */
const freshMs = 2_000;
