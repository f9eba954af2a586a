import { existsSync } from 'node:fs';
import path from 'node:path';
import { StorageError } from '../error.js';
import type { Storage } from '../product-store.js';
import { CommitQueue } from './commit-queue.js';
import { openDatabase } from './database.js';
import { openingError } from './database-file.js';
import { DuckDbDocuments } from './documents.js';
import { DuckDbEvents } from './events.js';
import { LiveVersions } from './live-versions.js';
import { DuckDbProducts } from './products.js';
import { ReadPool } from './read-pool.js';
import { DuckDbRecords } from './records.js';
import { inspectLog } from './write-ahead-log.js';

export interface EmbeddedStorageOptions {
  /** Parsed products kept in memory. @defaultValue 20,000 */
  readonly cachedProducts?: number;
  /** What DuckDB may hold in memory, in MiB. @defaultValue 256 */
  readonly memoryMiB?: number;
  /** Told what was left out of the file, once it is open. */
  readonly onLoss?: ((error: StorageError) => void) | undefined;
}

/**
 * Opens the embedded storage: one DuckDB file, made if absent, with one owner at a time; `:memory:` keeps all in memory
 * and loses it on close. Rejects with `StorageError` `LOCKED`, `CORRUPT`, `INCOMPATIBLE` or `UNAVAILABLE`.
 */
export async function openEmbeddedStorage(file: string, options: EmbeddedStorageOptions = {}): Promise<Storage> {
  const torn = file === ':memory:' ? undefined : await tornEnd(file);
  const database = await openDatabase(file, options.memoryMiB ?? 256);
  if (torn !== undefined) options.onLoss?.(torn);
  try {
    const reads = await ReadPool.open(database, 2);
    const live = await reads.use((connection) => LiveVersions.load(connection));
    const commits = new CommitQueue(await database.connect());
    const products = new DuckDbProducts({ commits, reads, live, cachedProducts: options.cachedProducts ?? 20_000 });
    return {
      products,
      documents: new DuckDbDocuments(commits, reads),
      records: new DuckDbRecords(commits, reads),
      events: new DuckDbEvents(commits, reads),
      async close(): Promise<void> {
        await commits.close();
        await reads.close();
        database.close();
      },
    };
  } catch (error) {
    database.close();
    throw openingError(error, file);
  }
}

/**
 * What replaying the write-ahead log will leave out of it.
 * @throws StorageError CORRUPT where DuckDB would leave all of it out without a word
 */
async function tornEnd(file: string): Promise<StorageError | undefined> {
  const log = `${file}.wal`;
  const state = await inspectLog(log);
  if (state === undefined) return undefined;
  const remedy = `put back a copy of both files, or move both away and run \`weir index\` again`;
  if (!existsSync(file))
    throw new StorageError('CORRUPT', `${file} is not there, and ${path.basename(log)} beside it is: ${remedy}.`);
  if (!state.isLog) throw new StorageError('CORRUPT', `${log} is damaged: what was written last is in it; ${remedy}.`);
  if (state.tornBytes === 0) return undefined;
  return new StorageError(
    'CORRUPT',
    `${log} ends in ${state.tornBytes} bytes that are no whole transaction, and they were left out. After a crash while it ` +
      'was written that is what nobody was told to be kept, and there is nothing to do. Where the file was copied or restored, ' +
      'or the disk is failing, what was written last is lost: stop Weir and put back a whole copy of both files.',
  );
}
