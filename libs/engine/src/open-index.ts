import { readFile } from 'node:fs/promises';
import type { Turns } from '@weir/admission';
import type { IndexSchema } from '@weir/catalogue';
import { parseSynonyms, type Synonyms } from '@weir/retrieval';
import type { Storage } from '@weir/storage';
import type { BackendSettings } from './configuration.js';
import type { EngineOptions } from './engine.js';
import type { IndexInUse } from './index-in-use.js';
import { openOpenSearch } from './open-open-search.js';
import { isSharedStorage } from './open-storage.js';
import { openSaved } from './snapshots.js';

export interface IndexOptions {
  readonly schema: IndexSchema;
  readonly storage: Storage;
  readonly backends: BackendSettings | undefined;
  /** Of the embedded index; undefined keeps it in memory. */
  readonly snapshotFile: string | undefined;
  /** What its vectors are made with, encoder and text; undefined where there is no encoder. */
  readonly vectors: string | undefined;
  /** Who computes on this thread. */
  readonly turns: Turns;
  /** Told of a snapshot that is damaged: the index is then made anew. */
  readonly onDamage?: ((error: Error) => void) | undefined;
  /** Told of each call of OpenSearch that has ended. */
  readonly onClusterCall: EngineOptions['onClusterCall'];
  /** Told of changes that other processes made to the index. */
  readonly onChange: () => void;
}

/** How often an embedded index is brought what other processes wrote to the storage, ms. */
const followEveryMs = 1000;

/** Opens the adapter that the settings name. */
export async function openIndex(options: IndexOptions): Promise<IndexInUse> {
  const { schema, storage, backends, snapshotFile: file, vectors, turns, onChange, onDamage, onClusterCall } = options;
  const synonyms = await readSynonyms(backends?.retrieval.synonyms_file);
  if (backends?.retrieval.engine === 'opensearch') {
    return openOpenSearch(schema, storage, { backends, vectors, synonyms, onChange, onClusterCall });
  }
  const embedded = { turn: () => turns.take(), ...(synonyms && { synonyms }) };
  const saved = await openSaved({ file, schema, storage, vectors, options: embedded, onDamage });
  const isShared = backends !== undefined && isSharedStorage(backends);
  return {
    ...saved,
    lastVersion: () => saved.retriever.lastVersion(),
    ready: () => Promise.resolve(),
    others: isShared ? { shareRetriever: false, everyMs: followEveryMs } : undefined,
    close: () => Promise.resolve(),
  };
}

async function readSynonyms(file: string | undefined): Promise<Synonyms | undefined> {
  if (file === undefined) return undefined;
  try {
    return parseSynonyms(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`retrieval.synonyms_file ${file}: ${(error as Error).message}`, { cause: error });
  }
}
