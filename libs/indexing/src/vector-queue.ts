import { setTimeout as wait } from 'node:timers/promises';
import { type CatalogueMapping, modelText, type Product, type StoredProduct } from '@weir/catalogue';
import type { Encoder } from '@weir/inference';
import type { Retriever } from '@weir/retrieval';
import type { Storage } from '@weir/storage';

/** Products whose vector could not be made. */
export interface VectorFault {
  readonly ids: readonly string[];
  readonly cause: unknown;
}

/** A product that was stored, with its vector where that is known. */
interface WrittenProduct {
  readonly id: string;
  readonly version: number;
  readonly known: Float32Array | undefined;
}

interface Parts {
  readonly storage: Storage;
  readonly retriever: Retriever;
  readonly encoder: Encoder;
  readonly mapping: CatalogueMapping;
  readonly onVectorFault?: (fault: VectorFault) => void;
  readonly retryDelaysMs?: readonly number[];
}

/** Products encoded at a time: enough to fill the encoder's own batches, little enough to stop soon. */
const batchSize = 128;

/**
 * Makes the vectors of products in the background, one batch at a time. It holds ids and versions only; texts are read
 * from the storage when their turn comes. A product that is written again while it waits is encoded once, as it is then.
 */
export class VectorQueue {
  /**
   * Names the vectors in the storage: the model and the text that it read, so that vectors of another model, or of
   * another template, do not pass for these.
   */
  readonly encoder: string;
  private readonly pending = new Map<string, number>();
  private readonly retryDelaysMs: readonly number[];
  private encoding = 0;
  private running: Promise<void> | undefined;
  private readonly stop = new AbortController();

  constructor(private readonly parts: Parts) {
    this.encoder = `${parts.encoder.model} ${parts.mapping.model_text.join(',')}`;
    this.retryDelaysMs = parts.retryDelaysMs ?? [200, 1000, 5000];
  }

  add(id: string, version: number): void {
    // Writes of one product may end in another order than they were stored in.
    this.pending.set(id, Math.max(version, this.pending.get(id) ?? 0));
    if (!this.stop.signal.aborted) this.running ??= this.run();
  }

  /** The vectors of those products whose text is the one that is stored: it need not be encoded again. */
  async known(products: readonly Product[]): Promise<readonly (Float32Array | undefined)[]> {
    const { storage, mapping } = this.parts;
    const stored = await storage.products.get(products.map(({ id }) => id));
    const unchanged = products.map((product, at) => {
      const before = stored[at];
      return before !== undefined && modelText(before.product, mapping) === modelText(product, mapping)
        ? { id: product.id, version: before.version }
        : undefined;
    });
    const asked = unchanged.filter((each) => each !== undefined);
    const found = asked.length === 0 ? [] : await storage.products.vectorsOf(asked, this.encoder);
    const vectors = new Map(asked.map(({ id }, at) => [id, found[at]]));
    return unchanged.map((each) => each && vectors.get(each.id));
  }

  /** Stores the vectors that are known, and has the others made. */
  async written(products: readonly WrittenProduct[]): Promise<void> {
    const vectors = products.flatMap(({ id, version, known }) =>
      known === undefined ? [] : [{ id, version, vector: { encoder: this.encoder, values: known } }],
    );
    for (const { id, version, known } of products) if (known === undefined) this.add(id, version);
    if (vectors.length === 0) return;
    try {
      await this.parts.storage.products.setVectors(vectors);
      for (const { id, version } of vectors) if ((this.pending.get(id) ?? Infinity) <= version) this.drop(id);
    } catch {
      // The products are stored: what is missing of them is made again.
      for (const { id, version } of vectors) this.add(id, version);
    }
  }

  drop(id: string): void {
    this.pending.delete(id);
  }

  size(): number {
    return this.pending.size + this.encoding;
  }

  async settled(): Promise<void> {
    while (this.running !== undefined) await this.running;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.settled();
  }

  /** Queues every product that has no vector of this encoder. */
  async addMissing(): Promise<void> {
    for await (const page of this.parts.storage.products.withoutVector(this.encoder)) {
      for (const { id, version } of page) this.add(id, version);
    }
  }

  private async run(): Promise<void> {
    // Products that come in one burst are encoded together.
    await Promise.resolve();
    while (this.pending.size > 0 && !this.stop.signal.aborted) await this.encodeSome();
    this.running = undefined;
  }

  private async encodeSome(): Promise<void> {
    const batch = new Map<string, number>();
    for (const [id, version] of this.pending) {
      batch.set(id, version);
      this.pending.delete(id);
      if (batch.size === batchSize) break;
    }
    this.encoding = batch.size;
    try {
      const found = await this.parts.storage.products.get([...batch.keys()]);
      // One that was written since then is queued again under its new version.
      const current = found.filter((stored) => stored !== undefined && stored.version === batch.get(stored.product.id));
      await this.encodeWithRetries(current.filter((stored) => stored !== undefined));
    } catch (cause) {
      if (!this.stop.signal.aborted) this.parts.onVectorFault?.({ ids: [...batch.keys()], cause });
    } finally {
      this.encoding = 0;
    }
  }

  private async encodeWithRetries(products: readonly StoredProduct[]): Promise<void> {
    for (const delay of this.retryDelaysMs) {
      try {
        await this.encode(products);
        return;
      } catch {
        // Told of when the tries are used up.
        await wait(delay, undefined, { signal: this.stop.signal });
      }
    }
    // One product may spoil the batch for the others: the last try is made for each by itself.
    for (const stored of products) {
      try {
        await this.encode([stored]);
      } catch (cause) {
        this.parts.onVectorFault?.({ ids: [stored.product.id], cause });
      }
    }
  }

  private async encode(products: readonly StoredProduct[]): Promise<void> {
    if (products.length === 0) return;
    const { encoder, mapping, retriever, storage } = this.parts;
    const made = await encoder.encodePassages(products.map(({ product }) => modelText(product, mapping)));
    const vectors = products.map(({ product, version }, row) => ({ id: product.id, version, values: made[row]! }));
    await retriever.setVectors(vectors.map(({ id, version, values }) => ({ id, version, vector: values })));
    await storage.products.setVectors(
      vectors.map(({ id, version, values }) => ({ id, version, vector: { encoder: this.encoder, values } })),
    );
  }
}
