import { type CatalogueMapping, type Product, type Row } from '@weir/catalogue';
import type { Encoder } from '@weir/inference';
import type { Retriever } from '@weir/retrieval';
import type { ProductChange, Storage } from '@weir/storage';
import { indexRows, type IndexReport, type IndexRowsOptions } from './index-rows.js';
import { VectorQueue, type VectorFault } from './vector-queue.js';

export interface IndexerOptions {
  readonly storage: Storage;
  readonly retriever: Retriever;
  /** Absent: the catalogue is searched by words only. */
  readonly encoder?: Encoder | null;
  /** What the encoder reads of a product (`model_text`). */
  readonly mapping: CatalogueMapping;
  /** Told of products whose vector could not be made after several tries; they are tried again at the next start. */
  readonly onVectorFault?: (fault: VectorFault) => void;
  /** Waits between tries of a batch of vectors, ms. @defaultValue 200, 1,000, 5,000 */
  readonly retryDelaysMs?: readonly number[];
}

/** The document that says up to where the retriever's snapshot has seen the storage. */
const positionDocument = 'indexing.position';

interface Position {
  readonly version: number;
  readonly vectors: number;
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
  /** For every write that is stored but not searchable yet, a version below its own; one that failed stays. */
  private readonly underWay = new Set<{ readonly after: number }>();

  constructor(options: IndexerOptions) {
    this.storage = options.storage;
    this.retriever = options.retriever;
    this.mapping = options.mapping;
    const { encoder } = options;
    if (encoder !== undefined && encoder !== null) this.vectors = new VectorQueue({ ...options, encoder });
  }

  /** Resolves with the versions once the products are durable and the next search finds them by words. */
  async upsert(products: readonly Product[]): Promise<readonly number[]> {
    const mark = await this.begin();
    const versions = await this.storage.products.upsert(products);
    await this.retriever.upsert(products.map((product, row) => ({ product, version: versions[row]! })));
    this.underWay.delete(mark);
    for (const [row, { id }] of products.entries()) this.vectors?.add(id, versions[row]!);
    return versions;
  }

  /** Resolves with the versions of the deletions once they are durable and no search finds the products. */
  async remove(ids: readonly string[]): Promise<readonly number[]> {
    const mark = await this.begin();
    const versions = await this.storage.products.remove(ids);
    await this.retriever.remove(ids.map((id, row) => ({ id, version: versions[row]! })));
    this.underWay.delete(mark);
    for (const id of ids) this.vectors?.drop(id);
    return versions;
  }

  /**
   * Whether a snapshot of the retriever that has seen this version can be caught up from this storage. If not (the
   * storage is another one, or an older copy) the retriever must start empty.
   */
  static async canResume(storage: Storage, snapshotVersion: number): Promise<boolean> {
    const saved = await storage.documents.read(positionDocument);
    return saved !== undefined && snapshotVersion <= (await storage.products.lastVersion());
  }

  /**
   * Brings the retriever to what is stored: replays what its snapshot has not seen (`snapshotVersion` is the highest
   * version that it has; 0 for an empty retriever) and queues the products that have no vector of the encoder.
   * Resolves with the number of changes replayed; the vectors still to be made are then under way.
   */
  async catchUp(snapshotVersion: number, onProgress?: (replayed: number) => void): Promise<number> {
    const { products, documents } = this.storage;
    const saved = ((await documents.read(positionDocument)) as Position | undefined) ?? { version: 0, vectors: 0 };
    const after = Math.min(saved.version, snapshotVersion);
    let replayed = 0;
    for await (const page of products.changes(after, this.vectors?.encoder)) {
      await this.replay(page);
      replayed += page.length;
      onProgress?.(replayed);
    }
    // A snapshot older than the one that the position was saved for has not seen the vectors either.
    if (after > 0) await this.vectors?.replay(saved.version <= snapshotVersion ? saved.vectors : 0, after);
    await this.vectors?.addMissing();
    return replayed;
  }

  /** Runs `save`, which writes the retriever's snapshot, and remembers how far that has seen the storage. */
  async saveSnapshot(save: () => Promise<void>): Promise<void> {
    const { products, documents } = this.storage;
    const last = await products.lastVersion();
    const position: Position = {
      version: Math.min(last, ...Array.from(this.underWay, ({ after }) => after)),
      // A vector goes to the retriever before it is stored.
      vectors: await products.lastVectorPosition(),
    };
    await save();
    await documents.write(positionDocument, position);
  }

  /**
   * Streams rows into the catalogue: bad rows are reported and skipped, memory stays bounded. With `replace`, products
   * that the rows do not have are removed at the end. Waits for the vectors unless told not to.
   */
  indexAll(rows: AsyncIterable<Row>, options: IndexRowsOptions): Promise<IndexReport> {
    return indexRows({ indexer: this, products: this.storage.products, mapping: this.mapping }, rows, options);
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

  private async begin(): Promise<{ readonly after: number }> {
    const mark = { after: await this.storage.products.lastVersion() };
    this.underWay.add(mark);
    return mark;
  }

  private async replay(page: readonly ProductChange[]): Promise<void> {
    // The page is in version order and names each id once, so upserts and deletions cannot cross.
    const upserts = page.filter((change) => change.kind === 'upsert');
    const deletions = page.filter((change) => change.kind === 'delete');
    await this.retriever.remove(deletions);
    await this.retriever.upsert(
      upserts.map(({ product, version, vector }) =>
        vector === undefined || vector.encoder !== this.vectors?.encoder
          ? { product, version }
          : { product, version, vector: vector.values },
      ),
    );
  }
}
