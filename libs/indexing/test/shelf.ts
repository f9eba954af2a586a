import type { Encoder } from '@weir/inference';
import type { IndexedProduct, PatchedProduct } from '@weir/retrieval';

/** What a retriever holds, and nothing of how it searches. */
export class Shelf {
  readonly products = new Map<string, IndexedProduct>();
  readonly vectors = new Map<string, { version: number; vector: Float32Array }>();
  beforeUpsert: (products: readonly IndexedProduct[]) => Promise<void> | void = () => undefined;

  async upsert(products: readonly IndexedProduct[]): Promise<void> {
    await this.beforeUpsert(products);
    for (const given of products) {
      if ((this.products.get(given.product.id)?.version ?? 0) > given.version) continue;
      this.products.set(given.product.id, given);
      if (given.vector !== undefined)
        this.vectors.set(given.product.id, { version: given.version, vector: given.vector });
    }
  }

  patch(products: readonly PatchedProduct[]): Promise<readonly string[]> {
    const behind: string[] = [];
    for (const { product, version, before } of products) {
      const known = this.products.get(product.id)?.version ?? 0;
      const vector = this.vectors.get(product.id);
      if (known === before) this.products.set(product.id, { product, version });
      else if (known < version) behind.push(product.id);
      if (known === before && vector !== undefined) this.vectors.set(product.id, { ...vector, version });
    }
    return Promise.resolve(behind);
  }

  setVectors(vectors: readonly { id: string; version: number; vector: Float32Array }[]): Promise<void> {
    for (const { id, version, vector } of vectors) {
      if (this.products.get(id)?.version === version) this.vectors.set(id, { version, vector });
    }
    return Promise.resolve();
  }

  remove(products: readonly { id: string; version: number }[]): Promise<void> {
    for (const { id } of products) {
      this.products.delete(id);
      this.vectors.delete(id);
    }
    return Promise.resolve();
  }

  versions(ids: readonly string[]): Promise<readonly number[]> {
    return Promise.resolve(ids.map((id) => this.products.get(id)?.version ?? 0));
  }

  /** What a snapshot of it holds. */
  copy(): Shelf {
    const copy = new Shelf();
    for (const [id, product] of this.products) copy.products.set(id, product);
    for (const [id, vector] of this.vectors) copy.vectors.set(id, vector);
    return copy;
  }

  lastVersion(): number {
    return Math.max(0, ...Array.from(this.products.values(), ({ version }) => version));
  }
}

/** Encodes a text as its length; `refuse` makes it fail. */
export class LengthEncoder implements Encoder {
  readonly dimensions = 1;
  readonly texts: string[] = [];
  refuse: (texts: readonly string[]) => boolean = () => false;
  /** What it waits for before it encodes. */
  ready: Promise<void> = Promise.resolve();

  constructor(readonly model = 'length@1') {}

  encodeQuery(query: string): Promise<Float32Array> {
    return Promise.resolve(Float32Array.of(query.length));
  }

  async encodePassages(texts: readonly string[]): Promise<readonly Float32Array[]> {
    await this.ready;
    if (this.refuse(texts)) throw new Error('refused');
    this.texts.push(...texts);
    return texts.map((text) => Float32Array.of(text.length));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
