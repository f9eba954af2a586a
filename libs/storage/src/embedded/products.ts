import type { Product, ProductPatch, StoredProduct } from '@weir/catalogue';
import { LRUCache } from 'lru-cache';
import type { PatchedProduct, ProductStore, ProductVector } from '../product-store.js';
import type { CommitQueue } from './commit-queue.js';
import { compact } from './compact.js';
import type { LiveVersions } from './live-versions.js';
import { patchProducts } from './patch-products.js';
import { ProductLog } from './product-log.js';
import type { ReadPool } from './read-pool.js';
import { vectorBytes } from './vector-bytes.js';

/** Rows looked up by one query: DuckDB answers longer lists by a scan. */
const idsPerLookup = 1024;
/** Dead rows that the log may hold beyond the number of live ones before it is rewritten. */
const deadRowsAllowed = 50_000;

interface Parts {
  readonly commits: CommitQueue;
  readonly reads: ReadPool;
  readonly live: LiveVersions;
  readonly cachedProducts: number;
}

/** Products in a DuckDB file, as a log of writes (see `database.ts`). */
export class DuckDbProducts implements ProductStore {
  private readonly commits: CommitQueue;
  private readonly log: ProductLog;
  private readonly live: LiveVersions;
  private readonly cache: LRUCache<string, StoredProduct>;
  private compacting = false;

  constructor({ commits, reads, live, cachedProducts }: Parts) {
    this.commits = commits;
    this.log = new ProductLog(reads, live);
    this.live = live;
    this.cache = new LRUCache({ max: cachedProducts });
  }

  async upsert(products: readonly Product[]): Promise<readonly number[]> {
    if (products.length === 0) return [];
    const docs = products.map((product) => JSON.stringify(product));
    const versions: number[] = [];
    await this.commits.submit({
      rows: products.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('products');
        for (const [row, { id }] of products.entries()) {
          const version = this.live.next();
          versions.push(version);
          appender.appendBigInt(BigInt(version));
          appender.appendVarchar(id);
          appender.appendVarchar(docs[row]!);
          appender.endRow();
          transaction.staged.set(id, { stored: { product: products[row]!, version } });
        }
      },
      committed: () => {
        for (const [row, { id }] of products.entries()) this.live.set(id, versions[row]!);
      },
    });
    this.compactIfWorthIt();
    return versions;
  }

  async remove(ids: readonly string[]): Promise<readonly number[]> {
    if (ids.length === 0) return [];
    const versions: number[] = [];
    await this.commits.submit({
      rows: ids.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('products');
        for (const id of ids) {
          const version = this.live.next();
          versions.push(version);
          appender.appendBigInt(BigInt(version));
          appender.appendVarchar(id);
          appender.appendNull();
          appender.endRow();
          transaction.staged.set(id, {});
        }
      },
      committed: () => {
        for (const id of ids) this.live.remove(id);
      },
    });
    this.compactIfWorthIt();
    return versions;
  }

  async patch(patches: readonly ProductPatch[]): Promise<readonly (PatchedProduct | undefined)[]> {
    if (patches.length === 0) return [];
    let results = (): readonly (PatchedProduct | undefined)[] => [];
    await this.commits.submit({
      rows: patches.length,
      apply: async (transaction) => {
        results = await patchProducts(transaction, patches, {
          live: this.live,
          products: (ids) => this.get(ids),
          vectors: (versions) => this.log.vectors(versions),
        });
      },
      committed: () => {
        for (const { product, version } of results().filter((patched) => patched !== undefined)) {
          this.live.set(product.id, version);
          this.cache.set(product.id, { product, version });
        }
      },
    });
    this.compactIfWorthIt();
    return results();
  }

  async setVectors(vectors: readonly ProductVector[]): Promise<void> {
    if (vectors.length === 0) return;
    await this.commits.submit({
      rows: vectors.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('vectors');
        for (const { id, version, vector } of vectors) {
          if (this.live.get(id) !== version) continue;
          appender.appendBigInt(BigInt(this.live.nextVector()));
          appender.appendBigInt(BigInt(version));
          appender.appendVarchar(id);
          appender.appendVarchar(vector.encoder);
          appender.appendBlob(vectorBytes(vector.values));
          appender.endRow();
        }
      },
      committed: () => undefined,
    });
  }

  async vectorsOf(
    products: readonly { readonly id: string; readonly version: number }[],
    encoder: string,
  ): Promise<readonly (Float32Array | undefined)[]> {
    const current = products.map(({ id, version }) => (this.live.get(id) === version ? version : undefined));
    const wanted = current.filter((version) => version !== undefined);
    const found = wanted.length === 0 ? [] : await this.log.vectors(wanted);
    const values = new Map(
      found.flatMap(({ version, vector }) => (vector.encoder === encoder ? [[version, vector.values] as const] : [])),
    );
    return current.map((version) => (version === undefined ? undefined : values.get(version)));
  }

  async get(ids: readonly string[]): Promise<readonly (StoredProduct | undefined)[]> {
    const found = new Map<string, StoredProduct>();
    const missing: number[] = [];
    for (const id of new Set(ids)) {
      const version = this.live.get(id);
      if (version === undefined) continue;
      const cached = this.cache.get(id);
      if (cached?.version === version) found.set(id, cached);
      else missing.push(version);
    }
    for (let start = 0; start < missing.length; start += idsPerLookup) {
      for (const stored of await this.log.products(missing.slice(start, start + idsPerLookup))) {
        found.set(stored.product.id, stored);
        this.cache.set(stored.product.id, stored);
      }
    }
    return ids.map((id) => found.get(id));
  }

  changes(after: number, encoder?: string): ReturnType<ProductStore['changes']> {
    return this.log.changes(after, encoder);
  }

  vectorChanges(after: number): ReturnType<ProductStore['vectorChanges']> {
    return this.log.vectorChanges(after);
  }

  withoutVector(encoder: string): ReturnType<ProductStore['withoutVector']> {
    return this.log.withoutVector(encoder);
  }

  count(after = 0): Promise<number> {
    return Promise.resolve(this.live.count(after));
  }

  lastVersion(): Promise<number> {
    return Promise.resolve(this.live.last());
  }

  lastVectorPosition(): Promise<number> {
    return Promise.resolve(this.live.lastVector());
  }

  async clear(): Promise<void> {
    await this.remove(Array.from(this.live.entries(), ([id]) => id));
    this.cache.clear();
  }

  /** Writers wait while it runs, readers do not. */
  private compactIfWorthIt(): void {
    if (this.compacting || this.live.dead() < this.live.count() + deadRowsAllowed) return;
    this.compacting = true;
    this.commits
      .submit({
        rows: 0,
        apply: (transaction) => compact(transaction.connection),
        committed: () => {
          this.live.compacted();
        },
      })
      .catch(() => {
        // Nothing was changed and nothing is lost: the next write tries again.
      })
      .finally(() => {
        this.compacting = false;
      });
  }
}
