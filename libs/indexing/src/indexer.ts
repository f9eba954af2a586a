import type { CatalogueMapping, Product, ProductPatch, Row } from '@weir/catalogue';
import type { Encoder } from '@weir/inference';
import type { Retriever } from '@weir/retrieval';
import type { Storage } from '@weir/storage';
import { type IndexProgress, indexRows, type IndexReport, type IndexRowsOptions } from './index-rows.js';
import { patchRows } from './patch-rows.js';
import { type IndexPosition, type OtherWriters, Replay } from './replay.js';
import { VectorQueue, type VectorFault } from './vector-queue.js';

export interface IndexerOptions {
  readonly storage: Storage;
  readonly retriever: Retriever;
  /** Absent: the catalogue is searched by words only. */
  readonly encoder?: Encoder | null;
  /** What the encoder reads of a product (`model_text`). */
  readonly mapping: CatalogueMapping;
  /** Given where other processes write to the storage too: then `follow` has to be called. */
  readonly others?: OtherWriters | undefined;
  /** Told of products whose vector could not be made after several tries; they are tried again at the next start. */
  readonly onVectorFault?: (fault: VectorFault) => void;
  /** Waits between tries of a batch of vectors, ms. @defaultValue 200, 1,000, 5,000 */
  readonly retryDelaysMs?: readonly number[];
}

/**
 * Keeps what can be searched equal to what is stored. A write is first durable, then searchable by words, then
 * acknowledged; vectors follow in the background and are stored too, so that nothing is ever encoded twice.
 */
export class Indexer {
  private readonly storage: Storage;
  private readonly retriever: Retriever;
  private readonly mapping: CatalogueMapping;
  private readonly vectors: VectorQueue | undefined;
  private readonly replay: Replay;
  /**
   * For every write that is stored but not searchable yet, a version below its own. One that failed stays, unless it is
   * to be followed as if another process had written it.
   */
  private readonly underWay = new Set<{ readonly after: number }>();
  private readonly others: OtherWriters | undefined;
  /** Highest version when `follow` was last called. */
  private lastSeen = 0;

  constructor(options: IndexerOptions) {
    this.storage = options.storage;
    this.retriever = options.retriever;
    this.mapping = options.mapping;
    const { encoder, others } = options;
    this.others = others;
    if (encoder !== undefined && encoder !== null) this.vectors = new VectorQueue({ ...options, encoder });
    const { products } = options.storage;
    this.replay = new Replay({ products, retriever: options.retriever, encoder: this.vectors?.encoder, others });
  }

  /**
   * Resolves with the versions once the products are durable and the next search finds them by words. One whose text the
   * encoder has read before keeps its vector: a feed that is given again encodes only what changed in it.
   */
  async upsert(products: readonly Product[]): Promise<readonly number[]> {
    const known = (await this.vectors?.known(products)) ?? [];
    const versions = await this.write(
      () => this.storage.products.upsert(products),
      (given) =>
        this.retriever.upsert(
          products.map((product, row) => {
            const vector = known[row];
            return { product, version: given[row]!, ...(vector && { vector }) };
          }),
        ),
    );
    await this.vectors?.written(products.map(({ id }, row) => ({ id, version: versions[row]!, known: known[row] })));
    return versions;
  }

  /**
   * Changes fields of products that no text is read from, their words and vectors staying as they are. Resolves with the
   * versions once the changes are durable and searchable; undefined where there is no product of the id.
   */
  async patch(patches: readonly ProductPatch[]): Promise<readonly (number | undefined)[]> {
    let behind: ReadonlySet<string> = new Set();
    const patched = await this.write(
      () => this.storage.products.patch(patches),
      async (given) => {
        const found = given.filter((product) => product !== undefined);
        behind = new Set(await this.retriever.patch(found));
        await this.retriever.upsert(found.filter(({ product }) => behind.has(product.id)));
      },
    );
    for (const { product, version, encoders } of patched.filter((each) => each !== undefined)) {
      const hasVector = this.vectors !== undefined && encoders.includes(this.vectors.encoder);
      if (!hasVector || behind.has(product.id)) this.vectors?.add(product.id, version);
    }
    return patched.map((product) => product?.version);
  }

  /** Resolves with the versions of the deletions once they are durable and no search finds the products. */
  async remove(ids: readonly string[]): Promise<readonly number[]> {
    const versions = await this.write(
      () => this.storage.products.remove(ids),
      (given) => this.retriever.remove(ids.map((id, row) => ({ id, version: given[row]! }))),
    );
    for (const id of ids) this.vectors?.drop(id);
    return versions;
  }

  /**
   * Brings the retriever to what is stored: replays what it has not seen and queues the products that have no vector of
   * the encoder. Resolves with the number of changes replayed; the vectors still to be made are then under way.
   * @param snapshotVersion highest version that the retriever has, 0 for an empty one
   * @param position what `saveSnapshot` told of it, or of an older state
   */
  async catchUp(
    snapshotVersion: number,
    position: IndexPosition = { version: 0, vectors: 0 },
    onProgress?: (replayed: number) => void,
  ): Promise<number> {
    const version = Math.min(position.version, snapshotVersion);
    // A snapshot older than the one that the position was told of has not seen the vectors either.
    const vectors = position.version <= snapshotVersion ? position.vectors : 0;
    this.lastSeen = await this.storage.products.lastVersion();
    const replayed = await this.replay.catchUp({ version, vectors }, onProgress);
    await this.vectors?.addMissing();
    return replayed;
  }

  /**
   * Brings over what other processes have written since the last call. Where they share the retriever they do so
   * themselves: what they could not is brought over, if it was stored before the last call, so call it as seldom as a
   * write takes at most. Resolves with the number of changes that the retriever did not have.
   */
  async follow(): Promise<number> {
    const stored = this.others?.shareRetriever === true ? this.lastSeen : Infinity;
    this.lastSeen = await this.storage.products.lastVersion();
    // What this process is writing comes by itself.
    return this.replay.follow(Math.min(stored, ...this.marks()));
  }

  /** Runs `save`, which writes the retriever's snapshot together with how far that has seen the storage. */
  async saveSnapshot(save: (position: IndexPosition) => Promise<void>): Promise<void> {
    await save(await this.position());
  }

  /** How far the retriever has seen the storage. */
  async position(): Promise<IndexPosition> {
    const { products } = this.storage;
    const followed = this.replay.position();
    const version = this.others === undefined ? await products.lastVersion() : followed.version;
    // A vector goes to the retriever before it is stored.
    const ownVectors = this.others === undefined || this.others.shareRetriever;
    return {
      version: Math.min(version, ...this.marks()),
      vectors: ownVectors ? await products.lastVectorPosition() : followed.vectors,
    };
  }

  /**
   * Streams rows into the catalogue: bad rows are reported and skipped, memory stays bounded. With `replace`, products
   * that the rows do not have are removed at the end. Waits for the vectors unless told not to.
   */
  indexAll(rows: AsyncIterable<Row>, options: IndexRowsOptions): Promise<IndexReport> {
    return indexRows({ indexer: this, products: this.storage.products, mapping: this.mapping }, rows, options);
  }

  /**
   * Streams rows into the catalogue as changes of prices, stock and the like: bad rows, and those of products that are not
   * there, are reported and skipped. `indexed` of the result counts the changes made.
   */
  patchAll(
    rows: AsyncIterable<Row>,
    options: Pick<IndexRowsOptions, 'onProgress' | 'onBadRow'>,
  ): Promise<IndexProgress> {
    return patchRows({ indexer: this, mapping: this.mapping }, rows, options);
  }

  /** Products whose vector is still to be made. */
  vectorsPending(): number {
    return this.vectors?.size() ?? 0;
  }

  /** Resolves when no vector is pending; those that failed for good do not count. */
  settled(): Promise<void> {
    return this.vectors?.settled() ?? Promise.resolve();
  }

  /** Stops making vectors after the batch under way; what is pending is found again at the next start. */
  close(): Promise<void> {
    return this.vectors?.close() ?? Promise.resolve();
  }

  /** Stores something and indexes it. */
  private async write<Stored>(store: () => Promise<Stored>, index: (stored: Stored) => Promise<void>): Promise<Stored> {
    const mark = { after: await this.storage.products.lastVersion() };
    this.underWay.add(mark);
    try {
      const stored = await store();
      await index(stored);
      this.underWay.delete(mark);
      return stored;
    } catch (error) {
      if (this.others !== undefined) this.underWay.delete(mark);
      throw error;
    }
  }

  private marks(): number[] {
    return Array.from(this.underWay, ({ after }) => after);
  }
}
