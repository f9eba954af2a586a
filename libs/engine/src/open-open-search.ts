import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IndexSchema } from '@weir/catalogue';
import { loadOpenSearch, type OpenSearchOptions, type Synonyms } from '@weir/retrieval';
import type { DocumentStore, Storage } from '@weir/storage';
import type { RetrievalSettings } from './configuration.js';
import type { IndexInUse } from './index-in-use.js';

/** The document that says which index belongs to this storage. */
const indexDocument = 'engine.opensearch-index';

type OpenSearchSettings = RetrievalSettings['opensearch'];

interface IndexWish {
  readonly settings: OpenSearchSettings;
  readonly vectors: string | undefined;
  readonly synonyms: Synonyms | undefined;
}

/**
 * The index of this storage in the cluster, or a new one: where the encoder is another, and where the index knows of
 * writes that the storage does not (a copy that was put back), since it would ignore those that come again.
 */
export async function openOpenSearch(
  schema: IndexSchema,
  { documents, products }: Storage,
  { settings, vectors, synonyms }: IndexWish,
): Promise<IndexInUse> {
  const { OpenSearchRetriever } = await loadOpenSearch();
  const options = await openSearchOptions(settings);
  const open = async (forget: boolean) => {
    const madeOf = await ownerOf(documents, vectors, forget);
    return OpenSearchRetriever.open(schema, { ...options, madeOf, synonyms });
  };
  let retriever = await open(false);
  if (retriever.lastVersion() > (await products.lastVersion())) {
    await retriever.close();
    retriever = await open(true);
  }
  return {
    retriever,
    lastVersion: () => retriever.lastVersion(),
    ready: () => retriever.publish(),
    // What was written is in the cluster.
    save: () => Promise.resolve(),
    close: () => retriever.close(),
  };
}

/** What the settings mean, secrets read from their files. */
export async function openSearchOptions(settings: OpenSearchSettings): Promise<OpenSearchOptions> {
  const { url, username, password_file: passwordFile, ca_file: caFile } = settings;
  const password =
    settings.password ?? (passwordFile === undefined ? undefined : (await readFile(passwordFile, 'utf8')).trim());
  if (username !== undefined && password === undefined) {
    throw new Error('retrieval.opensearch.username needs a password: set password_file or password beside it');
  }
  return {
    nodes: url.split(','),
    index: settings.index,
    ...(username !== undefined && password !== undefined && { credentials: { username, password } }),
    ...(caFile !== undefined && { ca: await readFile(caFile, 'utf8') }),
    verifyCertificate: settings.verify_certificate,
    searchTimeoutMs: settings.timeout_ms,
    shards: settings.shards,
    replicas: settings.replicas,
    cacheBytes: settings.cache_bytes,
  };
}

interface Owner {
  /** Drawn at random. */
  readonly owner: string;
  /** What the index's vectors are made with; null before the first. */
  readonly vectors: string | null;
}

/** What the storage's index is made of: another one where the vectors would be of another kind, or where told to. */
async function ownerOf(documents: DocumentStore, vectors: string | undefined, forget: boolean): Promise<string> {
  const stored = (await documents.read(indexDocument)) as Owner | undefined;
  const known = stored?.vectors ?? null;
  const isOther = vectors !== undefined && known !== null && known !== vectors;
  const owner = stored === undefined || isOther || forget ? randomUUID() : stored.owner;
  const next: Owner = { owner, vectors: vectors ?? known };
  if (next.owner !== stored?.owner || next.vectors !== known) await documents.write(indexDocument, next);
  return owner;
}
