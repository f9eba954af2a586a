import { rm } from 'node:fs/promises';
import type { Indexer } from '@weir/indexing';
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

/** Writes the snapshot when something has changed since the last, one at a time. */
export class SnapshotWriter {
  private saved: number;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly parts: {
      /** Undefined where nothing is kept. */
      readonly save: (() => Promise<void>) | undefined;
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
    const { save, indexer, writes } = this.parts;
    const now = writes();
    if (save === undefined || now === this.saved) return;
    await indexer.saveSnapshot(save);
    this.saved = now;
  }
}
