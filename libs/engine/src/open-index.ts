import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IndexSchema } from '@weir/catalogue';
import { Indexer } from '@weir/indexing';
import { type EmbeddedOptions, EmbeddedRetriever, parseSynonyms, SnapshotError, type Synonyms } from '@weir/retrieval';
import type { Storage } from '@weir/storage';
import type { RetrievalSettings } from './configuration.js';
import type { IndexInUse } from './index-in-use.js';
import { openOpenSearch } from './open-open-search.js';
import { forgetOtherVectors } from './snapshots.js';

export interface IndexOptions {
  readonly schema: IndexSchema;
  readonly storage: Storage;
  readonly settings: RetrievalSettings | undefined;
  /** Of the embedded index; undefined keeps it in memory. */
  readonly snapshotFile: string | undefined;
  /** What its vectors are made with, encoder and text; undefined where there is no encoder. */
  readonly vectors: string | undefined;
}

/** Opens the adapter that the settings name. */
export async function openIndex(options: IndexOptions): Promise<IndexInUse> {
  const { schema, storage, settings, snapshotFile: file, vectors } = options;
  const synonyms = await readSynonyms(settings?.synonyms_file);
  if (settings?.engine === 'opensearch') {
    return openOpenSearch(schema, storage, { settings: settings.opensearch, vectors, synonyms });
  }
  if (vectors !== undefined) await forgetOtherVectors(file, vectors, storage);
  const retriever = await loadSnapshot({ file, schema, storage, options: synonyms && { synonyms } });
  return {
    retriever,
    lastVersion: () => retriever.lastVersion(),
    ready: () => Promise.resolve(),
    save: file === undefined ? undefined : () => retriever.save(file),
    close: () => Promise.resolve(),
  };
}

interface SnapshotToLoad {
  readonly file: string | undefined;
  readonly schema: IndexSchema;
  readonly storage: Storage;
  readonly options: EmbeddedOptions | undefined;
}

async function readSynonyms(file: string | undefined): Promise<Synonyms | undefined> {
  if (file === undefined) return undefined;
  try {
    return parseSynonyms(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`retrieval.synonyms_file ${file}: ${(error as Error).message}`, { cause: error });
  }
}

/** The index of the snapshot file if it fits the schema and the storage, else an empty one: what it lacks is caught up from the storage. */
async function loadSnapshot({ file, schema, storage, options }: SnapshotToLoad): Promise<EmbeddedRetriever> {
  if (file === undefined || !existsSync(file)) return EmbeddedRetriever.create(schema, options);
  try {
    const loaded = await EmbeddedRetriever.load(file, schema, options);
    if (await Indexer.canResume(storage, loaded.lastVersion())) return loaded;
  } catch (error) {
    // A snapshot only saves time: one that is damaged, or of another format or schema, is replaced by the next.
    if (!(error instanceof SnapshotError)) throw error;
  }
  return EmbeddedRetriever.create(schema, options);
}
