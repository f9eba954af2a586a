import { setImmediate } from 'node:timers/promises';
import type { IndexSchema } from '@weir/catalogue';
import type { IndexedProduct, IndexedState, Retrieved, RetrievalRequest, Retriever } from '../retriever.js';
import { bm25fParameters } from '../bm25f.js';
import type { Bm25fParameters } from '../bm25f.js';
import { filterableFields } from './filter.js';
import { ProductIndex } from './product-index.js';
import type { Synonyms } from '../words/synonyms.js';
import { Scoreboard } from './scoreboard.js';
import { search } from './search.js';
import { loadSnapshot } from './snapshot/load.js';
import { saveSnapshot } from './snapshot/save.js';

export interface EmbeddedOptions {
  /** BM25's saturation. @defaultValue 1.2 */
  readonly k1?: number;
  /** Length normalisation by field name, 0 to 1. @defaultValue 0.75, and 0.5 for a title, brand or category */
  readonly b?: Readonly<Record<string, number>>;
  /** What else stands for a word of a query. @defaultValue none */
  readonly synonyms?: Synonyms;
  /**
   * Postings (product, term and field) that are written before they are packed: more make writes cheaper and each
   * packing longer. @defaultValue 131,072: about a thousand products, packed in a few milliseconds
   */
  readonly sealedPostings?: number;
  /** Resolves when a search may compute, which it then does at once, for some milliseconds. @defaultValue always */
  readonly turn?: () => Promise<void>;
}

/** How long products are indexed before whatever else waits has its turn, ms. */
const turnMs = 10;

/** The default adapter: BM25F and exact cosine in this process, with a snapshot on disk. */
export class EmbeddedRetriever implements Retriever {
  private readonly board = new Scoreboard();
  private readonly parameters: Bm25fParameters;

  private constructor(
    private readonly index: ProductIndex,
    private readonly options: EmbeddedOptions,
    /** What was given to `save` with the snapshot that this was loaded from. */
    readonly note?: unknown,
  ) {
    this.parameters = bm25fParameters(index.schema, options);
  }

  /** An empty index. */
  static create(schema: IndexSchema, options: EmbeddedOptions = {}): EmbeddedRetriever {
    return new EmbeddedRetriever(new ProductIndex(schema, options.sealedPostings), options);
  }

  /**
   * The index that `save` wrote.
   * @throws SnapshotError if it is damaged, of another format, or made for another schema: build the index anew then.
   */
  static async load(path: string, schema: IndexSchema, options: EmbeddedOptions = {}): Promise<EmbeddedRetriever> {
    const index = new ProductIndex(schema, options.sealedPostings);
    const note = await loadSnapshot(path, index);
    return new EmbeddedRetriever(index, options, note);
  }

  get schema(): IndexSchema {
    return this.index.schema;
  }

  filterable(): readonly string[] {
    return filterableFields(this.index);
  }

  async retrieve(request: RetrievalRequest): Promise<Retrieved> {
    return search(request, {
      ...{ index: this.index, board: this.board, parameters: this.parameters },
      synonyms: this.options.synonyms,
      turn: this.options.turn,
    });
  }

  states(ids: readonly string[]): Promise<readonly (IndexedState | undefined)[]> {
    const { slots, table } = this.index;
    return Promise.resolve(
      ids.map((id) => {
        const slot = slots.get(id);
        return slot === undefined ? undefined : table.state(slot);
      }),
    );
  }

  versions(ids: readonly string[]): Promise<readonly number[]> {
    const { slots, table } = this.index;
    return Promise.resolve(
      ids.map((id) => {
        const slot = slots.get(id);
        return slot === undefined ? 0 : table.versions[slot]!;
      }),
    );
  }

  async upsert(products: readonly IndexedProduct[]): Promise<void> {
    let turnAt = performance.now() + turnMs;
    for (const product of products) {
      this.index.upsert(product);
      if (performance.now() < turnAt) continue;
      // Searches wait for no batch, however long its texts.
      await setImmediate();
      turnAt = performance.now() + turnMs;
    }
    await this.index.maintain();
  }

  patch(products: Parameters<Retriever['patch']>[0]): Promise<readonly string[]> {
    return Promise.resolve(products.filter((patched) => !this.index.patch(patched)).map(({ product }) => product.id));
  }

  setVectors(vectors: Parameters<Retriever['setVectors']>[0]): Promise<void> {
    for (const { id, version, vector } of vectors) this.index.setVector(id, version, vector);
    return Promise.resolve();
  }

  async remove(products: Parameters<Retriever['remove']>[0]): Promise<void> {
    for (const { id, version } of products) this.index.remove(id, version);
    await this.index.maintain();
  }

  count(): number {
    return this.index.documents;
  }

  /** Version of the newest write that the index has seen; 0 if none. A store has the changes after it. */
  lastVersion(): number {
    return this.index.lastVersion;
  }

  /** Resolves when nothing is left to merge in the background: searches are fastest then. */
  async settled(): Promise<void> {
    await this.index.settled();
  }

  /**
   * Writes a snapshot of the index as it is now; searches and writes go on meanwhile. Atomic: all of it or nothing.
   * @param note JSON that who loads it finds again
   */
  async save(path: string, note?: unknown): Promise<void> {
    await saveSnapshot(this.index, path, note);
  }
}
