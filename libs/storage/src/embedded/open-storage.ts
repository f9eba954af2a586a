import type { Storage } from '../product-store.js';
import { CommitQueue } from './commit-queue.js';
import { openDatabase, openingError } from './database.js';
import { DuckDbDocuments } from './documents.js';
import { DuckDbEvents } from './events.js';
import { LiveVersions } from './live-versions.js';
import { DuckDbProducts } from './products.js';
import { ReadPool } from './read-pool.js';
import { DuckDbRecords } from './records.js';

export interface EmbeddedStorageOptions {
  /** Parsed products kept in memory. @defaultValue 20,000 */
  readonly cachedProducts?: number;
  /** What DuckDB may hold in memory, in MiB. @defaultValue 256 */
  readonly memoryMiB?: number;
}

/**
 * Opens the embedded storage: one DuckDB file, made if absent, with one owner at a time; `:memory:` keeps all in memory
 * and loses it on close. Rejects with `StorageError` `LOCKED`, `CORRUPT`, `INCOMPATIBLE` or `UNAVAILABLE`.
 */
export async function openEmbeddedStorage(file: string, options: EmbeddedStorageOptions = {}): Promise<Storage> {
  const database = await openDatabase(file, options.memoryMiB ?? 256);
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
