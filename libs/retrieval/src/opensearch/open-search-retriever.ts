import type { Client } from '@opensearch-project/opensearch';
import { awaitShards, connect } from '@weir/opensearch';
import type { IndexSchema } from '@weir/catalogue';
import { bm25fParameters, type Bm25fParameters } from '../bm25f.js';
import { checkVector } from '../check-vector.js';
import { numericFields } from '../numeric-fields.js';
import type { IndexedProduct, IndexedState, Retrieved, RetrievalRequest, Retriever } from '../retriever.js';
import { Checkpoint } from './checkpoint.js';
import type { Corpus } from './corpus.js';
import { IndexWriter, type IndexWriterParts } from './index-writer.js';
import { Indices, type VersionedIndex } from './indices.js';
import { KnownProducts } from './known-products.js';
import { loadCorpus, readCounts } from './load-corpus.js';
import { indexDefinition } from './mapping.js';
import type { OpenSearchOptions } from './options.js';
import { readColumns } from './read-columns.js';
import { search } from './search.js';
import { readSources } from './sources.js';

/** The adapter for catalogues that are too large or too busy for one process: products lie in an OpenSearch cluster. */
export class OpenSearchRetriever implements Retriever {
  private corpus: Corpus;
  private readonly known: KnownProducts;
  private readonly writerParts: IndexWriterParts;
  private readonly writer: IndexWriter;
  private readonly parameters: Bm25fParameters;
  private readonly refreshing: NodeJS.Timeout;

  private constructor(
    readonly schema: IndexSchema,
    private readonly options: OpenSearchOptions,
    private readonly parts: {
      readonly client: Client;
      readonly indices: Indices;
      /** What is searched and written: the alias or, before it is published, the index itself. */
      target: string;
      readonly index: VersionedIndex;
      readonly checkpoint: Checkpoint;
    },
    corpus: Corpus,
  ) {
    const { client, indices, index } = parts;
    this.corpus = corpus;
    this.parameters = bm25fParameters(schema);
    this.known = new KnownProducts((ids) => readColumns(client, parts.target, ids), {
      maxBytes: options.cacheBytes ?? 256 * 1024 * 1024,
      now: () => performance.now(),
    });
    this.writerParts = {
      client,
      indices,
      target: () => parts.target,
      corpus: () => this.corpus,
      known: this.known,
      dimensions: index.dimensions,
    };
    this.writer = new IndexWriter(this.writerParts);
    this.refreshing = setInterval(() => {
      // The next time will do where the cluster does not answer: searches say so themselves.
      this.refresh().catch(() => undefined);
    }, options.refreshMs ?? 30_000).unref();
  }

  /**
   * The index behind the alias. Where there is none, or one that was made of something else, the next one: it is empty,
   * or as far as an earlier process came, and nobody else searches it until `publish`.
   * @throws OpenSearchError
   */
  static async open(schema: IndexSchema, options: OpenSearchOptions): Promise<OpenSearchRetriever> {
    const client = connect(options);
    try {
      const indices = new Indices(client, options.index);
      const definition = indexDefinition(schema, {
        shards: options.shards ?? 1,
        replicas: options.replicas ?? 0,
        madeOf: options.madeOf ?? '',
      });
      const wanted = definition.mappings._meta.made_of;
      const current = await indices.current();
      const published = current?.madeOf === wanted;
      const index = published ? current : ((await indices.unpublished(wanted)) ?? (await indices.create(definition)));
      const target = published ? options.index : index.name;
      const checkpoint = new Checkpoint(client, index);
      await awaitShards(client, [index.name]);
      const corpus = await loadCorpus(client, target, schema);
      return new OpenSearchRetriever(schema, options, { client, indices, target, index, checkpoint }, corpus);
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  filterable(): readonly string[] {
    return [...new Set(['brand', 'category', ...numericFields, ...this.corpus.valueFields])];
  }

  async retrieve(request: RetrievalRequest): Promise<Retrieved> {
    if (request.queryVector !== undefined) checkVector(request.queryVector, this.writerParts.dimensions);
    return search(request, {
      client: this.parts.client,
      index: this.parts.target,
      timeoutMs: this.options.searchTimeoutMs ?? 2_000,
      corpus: this.corpus,
      known: this.known,
      parameters: this.parameters,
      synonyms: this.options.synonyms,
    });
  }

  async states(ids: readonly string[]): Promise<readonly (IndexedState | undefined)[]> {
    return (await this.known.byIds(ids)).map((product) => product?.state);
  }

  async versions(ids: readonly string[]): Promise<readonly number[]> {
    const seen = this.known.seen(ids);
    const unseen = ids.filter((_, at) => seen[at] === undefined);
    const { client, target } = this.parts;
    const found = await readSources<{ readonly version: number }>(client, target, unseen, ['version']);
    const versions = new Map(unseen.map((id, at) => [id, found[at]?.version]));
    return ids.map((id, at) => seen[at]?.state.version ?? versions.get(id) ?? 0);
  }

  async upsert(products: readonly IndexedProduct[]): Promise<void> {
    await this.writer.upsert(products);
    if (!this.isPublished()) await this.parts.checkpoint.note(Math.max(0, ...products.map(({ version }) => version)));
  }

  setVectors(vectors: Parameters<Retriever['setVectors']>[0]): Promise<void> {
    return this.writer.setVectors(vectors);
  }

  remove(products: Parameters<Retriever['remove']>[0]): Promise<void> {
    return this.writer.remove(products);
  }

  patch(products: Parameters<Retriever['patch']>[0]): Promise<readonly string[]> {
    return this.writer.patch(products);
  }

  count(): number {
    return this.corpus.documents;
  }

  /** Up to which version of the store the index has every write; 0 if none. */
  lastVersion(): number {
    return this.isPublished() ? this.corpus.lastVersion : this.parts.checkpoint.version;
  }

  /** Puts the index into the place of the one before, all at once; does nothing where it is there already. */
  async publish(): Promise<void> {
    if (this.isPublished()) return;
    await this.parts.indices.publish(this.parts.index.name);
    this.parts.target = this.options.index;
  }

  /** Looks for what other processes have written, and reads the dictionary anew if there is anything. */
  async refresh(): Promise<void> {
    await this.writer.inTurn(async () => {
      const { client, target } = this.parts;
      const { documents, versionSum, vectors } = await readCounts(client, target, this.schema);
      const { corpus } = this;
      if (documents === corpus.documents && versionSum === corpus.versionSum && vectors === corpus.vectors) return;
      this.corpus = await loadCorpus(client, target, this.schema);
      this.options.onChange?.();
    });
  }

  /** Deletes every index of this name. */
  async destroy(): Promise<void> {
    await this.parts.indices.dropAll();
  }

  async close(): Promise<void> {
    clearInterval(this.refreshing);
    await this.writer.inTurn(() => Promise.resolve());
    await this.parts.client.close();
  }

  private isPublished(): boolean {
    return this.parts.target === this.options.index;
  }
}
