import type { Product, ProductPatch, StoredProduct } from '@weir/catalogue';
import { asked } from '@weir/opensearch';
import type { PatchedProduct, ProductChange, ProductStore, ProductVector } from '../product-store.js';
import type { Cluster } from './cluster.js';
import type { StorageIndices } from './definitions.js';
import { lastPosition } from './last-position.js';
import { patchProducts } from './patch-products.js';
import { deleted, type ProductSource, textVersion, toProduct, toSource } from './product-source.js';
import { readDocuments } from './read-documents.js';
import { type LogEntry, readLog, refresh, visiblePosition } from './search.js';
import { VectorLog } from './vectors.js';
import { type DocumentWrite, writeDocuments } from './write-documents.js';

const onlyLive = { term: { live: true } };

/**
 * Products as a log in an index of one shard: a document has the last write of its id, and its version is the position of
 * that write, by whatever process.
 */
export class OpenSearchProducts implements ProductStore {
  private readonly index: string;
  private readonly vectors: VectorLog;

  constructor(
    private readonly cluster: Cluster,
    indices: StorageIndices,
  ) {
    this.index = indices.products.name;
    this.vectors = new VectorLog(cluster, indices);
  }

  upsert(products: readonly Product[]): Promise<readonly number[]> {
    return this.write(products.map((product) => ({ id: product.id, source: toSource(product) })));
  }

  async remove(ids: readonly string[]): Promise<readonly number[]> {
    const versions = await this.write(ids.map((id) => ({ id, source: deleted })));
    // The products are gone whether this works or not.
    if (ids.length > 0) await this.vectors.sweep(ids, Math.min(...versions)).catch(() => undefined);
    return versions;
  }

  async patch(patches: readonly ProductPatch[]): Promise<readonly (PatchedProduct | undefined)[]> {
    if (patches.length === 0) return [];
    const results = await this.cluster.use((client) => patchProducts(client, this.index, patches));
    await this.vectors.makeVisible();
    const encoders = await this.vectors.encodersOf(results.flatMap((result) => (result ? [result.text] : [])));
    return results.map((result) => {
      if (result === undefined) return undefined;
      const { text, ...patched } = result;
      return { ...patched, encoders: encoders.get(text) ?? [] };
    });
  }

  setVectors(vectors: readonly ProductVector[]): Promise<void> {
    return this.vectors.keep(vectors);
  }

  async vectorsOf(
    products: readonly { readonly id: string; readonly version: number }[],
    encoder: string,
  ): Promise<readonly (Float32Array | undefined)[]> {
    if (products.length === 0) return [];
    return this.vectors.made(products, encoder);
  }

  async get(ids: readonly string[]): Promise<readonly (StoredProduct | undefined)[]> {
    const distinct = [...new Set(ids)];
    const found = await this.cluster.use((client) => readDocuments<ProductSource>(client, this.index, distinct));
    const products = new Map(
      found.map((document, at) => [
        distinct[at]!,
        document?.source.live === true
          ? { product: toProduct(document.source), version: document.sequence + 1 }
          : undefined,
      ]),
    );
    return ids.map((id) => products.get(id));
  }

  async *changes(after: number, encoder?: string): AsyncGenerator<readonly ProductChange[], void, undefined> {
    const until = await this.visible();
    await this.vectors.makeVisible();
    for await (const page of readLog<ProductSource>(this.cluster, this.index, { after, until })) {
      const texts = page.filter(({ source }) => source.live).map(textOf);
      const vectors = await this.vectors.of(texts, encoder);
      yield page.map((entry) => toChange(entry, vectors.get(textOf(entry))));
    }
  }

  vectorChanges(after: number): ReturnType<ProductStore['vectorChanges']> {
    return this.vectors.changes(after);
  }

  async *withoutVector(
    encoder: string,
  ): AsyncGenerator<readonly { readonly id: string; readonly version: number }[], void, undefined> {
    const until = await this.visible();
    await this.vectors.makeVisible();
    for await (const page of this.live(until)) {
      const having = await this.vectors.having(encoder, page.map(textOf));
      const missing = page.filter((entry) => !having.has(textOf(entry)));
      if (missing.length > 0) yield missing.map(({ id, position }) => ({ id, version: position }));
    }
  }

  count(after = 0): Promise<number> {
    return this.cluster.use(async (client) => {
      await refresh(client, this.index);
      const query = { bool: { filter: [onlyLive, { range: { _seq_no: { gte: after } } }] } };
      const request = client.count({ index: this.index, preference: '_primary', body: { query } });
      return (await asked<{ readonly count: number }>('counting products', request)).count;
    });
  }

  lastVersion(): Promise<number> {
    return this.cluster.use((client) => lastPosition(client, this.index));
  }

  lastVectorPosition(): Promise<number> {
    return this.vectors.lastPosition();
  }

  async clear(): Promise<void> {
    for await (const page of this.live(await this.visible())) await this.remove(page.map(({ id }) => id));
  }

  private write(writes: readonly DocumentWrite[]): Promise<readonly number[]> {
    return this.cluster.use(async (client) => {
      const outcomes = await writeDocuments(client, this.index, writes, 'the product');
      return outcomes.map((outcome) => {
        if (outcome.kind === 'conflict') throw new Error('A write without a condition was told to be in conflict.');
        return outcome.position;
      });
    });
  }

  /** Up to where the log can be searched without a hole. */
  private visible(): Promise<number> {
    return this.cluster.use((client) => visiblePosition(client, this.index));
  }

  private live(until: number): AsyncIterable<readonly LogEntry<Pick<ProductSource, 'text'>>[]> {
    return readLog(this.cluster, this.index, { after: 0, until, filter: [onlyLive], fields: ['text'] });
  }
}

function textOf({ position, source }: LogEntry<Pick<ProductSource, 'text'>>): number {
  return textVersion({ version: position, source });
}

function toChange(
  { id, position, source }: LogEntry<ProductSource>,
  vector: Pick<ProductVector, 'id' | 'vector'> | undefined,
): ProductChange {
  if (!source.live) return { kind: 'delete', version: position, id };
  const change = { kind: 'upsert', version: position, product: toProduct(source) } as const;
  return vector?.id === id ? { ...change, vector: vector.vector } : change;
}
