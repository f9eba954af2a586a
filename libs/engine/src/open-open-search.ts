import { randomUUID } from 'node:crypto';
import type { IndexSchema } from '@weir/catalogue';
import type { IndexPosition } from '@weir/indexing';
import { loadOpenSearch, type OpenSearchOptions, type Synonyms } from '@weir/retrieval';
import type { DocumentStore, Storage } from '@weir/storage';
import type { BackendSettings } from './configuration.js';
import type { EngineOptions } from './engine.js';
import type { IndexInUse } from './index-in-use.js';
import { openSearchConnection } from './open-search-connection.js';
import { isSharedStorage } from './open-storage.js';

interface IndexWish {
  readonly backends: BackendSettings;
  readonly vectors: string | undefined;
  readonly synonyms: Synonyms | undefined;
  readonly onChange: () => void;
  readonly onClusterCall: EngineOptions['onClusterCall'];
}

/**
 * The index of this storage in the cluster, or a new one: where the encoder is another, and where the index knows of
 * writes that the storage does not (a copy that was put back), since it would ignore those that come again.
 */
export async function openOpenSearch(
  schema: IndexSchema,
  { documents, products }: Storage,
  { backends, vectors, synonyms, onChange, onClusterCall }: IndexWish,
): Promise<IndexInUse> {
  const { OpenSearchRetriever } = await loadOpenSearch();
  const options = { ...(await openSearchOptions(backends)), onCall: onClusterCall };
  const open = async (forget: boolean) => {
    const madeOf = await ownerOf(documents, { index: options.index, vectors, forget });
    return OpenSearchRetriever.open(schema, { ...options, madeOf, synonyms, onChange });
  };
  let retriever = await open(false);
  if (retriever.lastVersion() > (await products.lastVersion())) {
    await retriever.close();
    retriever = await open(true);
  }
  const positionDocument = `indexing.position.${options.index}`;
  return {
    retriever,
    lastVersion: () => retriever.lastVersion(),
    position: (await documents.read(positionDocument)) as IndexPosition | undefined,
    ready: () => retriever.publish(),
    // What was written is in the cluster.
    save: (position) => documents.write(positionDocument, position),
    others: isSharedStorage(backends)
      ? { shareRetriever: true, everyMs: backends.retrieval.opensearch.refresh_ms }
      : undefined,
    close: () => retriever.close(),
  };
}

/** What the settings mean, secrets read from their files. */
export async function openSearchOptions({ opensearch, retrieval }: BackendSettings): Promise<OpenSearchOptions> {
  const settings = retrieval.opensearch;
  return {
    ...(await openSearchConnection(opensearch)),
    index: settings.index,
    searchTimeoutMs: settings.timeout_ms,
    shards: settings.shards,
    replicas: settings.replicas,
    cacheBytes: settings.cache_bytes,
    refreshMs: settings.refresh_ms,
  };
}

interface Owner {
  /** Drawn at random. */
  readonly owner: string;
  /** What the index's vectors are made with; null before the first. */
  readonly vectors: string | null;
}

/** What the storage's index is made of: another one where the vectors would be of another kind, or where told to. */
async function ownerOf(
  documents: DocumentStore,
  {
    index,
    vectors,
    forget,
  }: { readonly index: string; readonly vectors: string | undefined; readonly forget: boolean },
): Promise<string> {
  const document = `engine.opensearch-index.${index}`;
  const first: Owner = { owner: randomUUID(), vectors: vectors ?? null };
  const stored = (await documents.create(document, first)) as Owner;
  const isOther = vectors !== undefined && stored.vectors !== null && stored.vectors !== vectors;
  const owner = isOther || forget ? randomUUID() : stored.owner;
  const next: Owner = { owner, vectors: vectors ?? stored.vectors };
  if (next.owner !== stored.owner || next.vectors !== stored.vectors) await documents.write(document, next);
  return owner;
}
