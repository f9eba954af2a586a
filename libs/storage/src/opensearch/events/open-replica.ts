import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type Database, openDatabaseFile } from '../../embedded/database-file.js';
import { StorageError } from '../../error.js';
import { prepareReplica } from './replica-tables.js';

export interface ReplicaOptions {
  /** Folder of the copy of events that results are read from; made if absent. @defaultValue in memory */
  readonly folder?: string;
  /** What DuckDB may hold in memory, in MiB. @defaultValue 256; 2,048 where all rows are in memory */
  readonly memoryMiB?: number;
  /** Told of a copy that is damaged, and made anew. */
  readonly onLoss?: ((error: StorageError) => void) | undefined;
}

/** Processes that may share a folder, each with a file of its own. */
const mostFiles = 64;

/** Opens the copy of a prefix's events: the first that no other process has open. One that cannot be used is made anew. */
export async function openReplica(prefix: string, { folder, memoryMiB, onLoss }: ReplicaOptions): Promise<Database> {
  if (folder === undefined) {
    return openDatabaseFile(':memory:', { memoryMiB: memoryMiB ?? 2048, prepare: prepareReplica });
  }
  await mkdir(folder, { recursive: true });
  const open = (file: string): Promise<Database> =>
    openDatabaseFile(file, { memoryMiB: memoryMiB ?? 256, prepare: prepareReplica });
  for (let number = 1; ; number += 1) {
    const file = path.join(folder, `${prefix}-events-${number}.duckdb`);
    try {
      return await open(file);
    } catch (error) {
      const code = error instanceof StorageError ? error.code : undefined;
      if (code === 'LOCKED' && number < mostFiles) continue;
      if (code !== 'CORRUPT' && code !== 'INCOMPATIBLE') throw error;
      if (code === 'CORRUPT')
        onLoss?.(
          new StorageError(code, `${file} is damaged: it is copied anew from OpenSearch, which has everything.`, {
            cause: error,
          }),
        );
      await Promise.all([file, `${file}.wal`].map((name) => rm(name, { force: true })));
      return open(file);
    }
  }
}
