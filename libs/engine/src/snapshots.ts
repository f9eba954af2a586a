import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { IndexSchema } from '@weir/catalogue';
import { Indexer } from '@weir/indexing';
import { EmbeddedRetriever, SnapshotError } from '@weir/retrieval';
import type { Storage } from '@weir/storage';

/** The document that says what made the vectors of the snapshot. */
const vectorsDocument = 'engine.snapshot-vectors';

/**
 * Removes a snapshot whose vectors something else has made: an encoder's query means nothing among the vectors of
 * another. Those that the storage has of `vectors` (encoder and text) come back when the index is caught up.
 */
export async function forgetOtherVectors(file: string | undefined, vectors: string, storage: Storage): Promise<void> {
  const before = await storage.documents.read(vectorsDocument);
  if (before === vectors) return;
  if (before !== undefined && file !== undefined) await rm(file, { force: true });
  await storage.documents.write(vectorsDocument, vectors);
}

/** The index of the snapshot file if it fits the schema and the storage, else an empty one: what it lacks is caught up from the storage. */
export async function loadIndex(
  file: string | undefined,
  schema: IndexSchema,
  storage: Storage,
): Promise<EmbeddedRetriever> {
  if (file === undefined || !existsSync(file)) return EmbeddedRetriever.create(schema);
  try {
    const loaded = await EmbeddedRetriever.load(file, schema);
    if (await Indexer.canResume(storage, loaded.lastVersion())) return loaded;
  } catch (error) {
    // A snapshot only saves time: one that is damaged, or of another format or schema, is replaced by the next.
    if (!(error instanceof SnapshotError)) throw error;
  }
  return EmbeddedRetriever.create(schema);
}

/** Writes the snapshot when something has changed since the last, one at a time. */
export class SnapshotWriter {
  private saved: number;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: {
      readonly file: string | undefined;
      readonly retriever: EmbeddedRetriever;
      readonly indexer: Indexer;
      /** Writes to the index so far. */
      readonly writes: () => number;
    },
    upToDate: boolean,
  ) {
    this.saved = upToDate ? parts.writes() : -1;
  }

  save(): Promise<void> {
    const next = this.writing.then(() => this.saveNow());
    this.writing = next.catch(() => undefined);
    return next;
  }

  private async saveNow(): Promise<void> {
    const { file, retriever, indexer, writes } = this.parts;
    const now = writes();
    if (file === undefined || now === this.saved) return;
    await indexer.saveSnapshot(() => retriever.save(file));
    this.saved = now;
  }
}
