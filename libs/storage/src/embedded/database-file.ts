import { realpathSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { StorageError } from '../error.js';

/** An opened file. */
export interface Database {
  /** For people; `:memory:` is one in memory. */
  readonly file: string;
  connect(): Promise<DuckDBConnection>;
  /** Writes what is in the write-ahead log to the file and frees it. Connections must be closed before. */
  close(): void;
}

export interface DatabaseFileOptions {
  /** What DuckDB may hold in memory, in MiB. */
  readonly memoryMiB: number;
  /** Makes what tables there are none of, and refuses those of another format. */
  readonly prepare: (connection: DuckDBConnection) => Promise<void>;
}

/** Files open in this process: DuckDB's lock only keeps other processes out. */
const openFiles = new Set<string>();

/**
 * Opens a DuckDB file, made if absent, for one owner; `:memory:` is one in memory.
 * @throws StorageError `LOCKED`, `CORRUPT`, `INCOMPATIBLE` or `UNAVAILABLE`
 */
export async function openDatabaseFile(file: string, { memoryMiB, prepare }: DatabaseFileOptions): Promise<Database> {
  const inMemory = file === ':memory:';
  const key = inMemory ? undefined : canonical(file);
  if (key !== undefined && openFiles.has(key)) {
    throw new StorageError('LOCKED', `${file} is already open in this process: close it before you open it again.`);
  }
  if (key !== undefined) openFiles.add(key);
  let instance: DuckDBInstance | undefined;
  const release = (): void => {
    instance?.closeSync();
    if (key !== undefined) openFiles.delete(key);
  };
  try {
    instance = await DuckDBInstance.create(file, {
      memory_limit: `${memoryMiB}MiB`,
      threads: '2',
      // Each checkpoint writes the last block of every column anew: four times rarer than DuckDB's own, events come in a
      // quarter faster, and a killed process finds this much to read again.
      checkpoint_threshold: '64MiB',
      ...(inMemory ? { temp_directory: '' } : {}),
    });
    const opened = instance;
    await prepareTables(opened, prepare);
    return { file, connect: () => opened.connect(), close: release };
  } catch (error) {
    release();
    throw openingError(error, file);
  }
}

async function prepareTables(instance: DuckDBInstance, prepare: DatabaseFileOptions['prepare']): Promise<void> {
  const connection = await instance.connect();
  try {
    await prepare(connection);
  } finally {
    connection.closeSync();
  }
}

/** One name for a file however it is spelled, whether it is there yet or not. */
function canonical(file: string): string {
  try {
    return path.join(realpathSync(path.dirname(path.resolve(file))), path.basename(file));
  } catch {
    return path.resolve(file);
  }
}

/** The error to tell for one of DuckDB's while the file opens. */
export function openingError(error: unknown, file: string): StorageError {
  if (error instanceof StorageError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const owner = /\(PID (\d+)\)/.exec(message)?.[1];
  if (/Could not set lock|Conflicting lock/.test(message)) {
    const who = owner === undefined ? 'another process' : `process ${owner}`;
    return new StorageError(
      'LOCKED',
      `${file} belongs to ${who}: stop it first, or send it your products through its CatalogService.`,
      { cause: error },
    );
  }
  return (
    damageError(error, file) ??
    new StorageError('UNAVAILABLE', `Cannot open ${file}: ${message.split('\n')[0] ?? message}`, { cause: error })
  );
}

/** The error to tell where one of DuckDB's says that what it read is not what was written; else undefined. */
export function damageError(error: unknown, file: string): StorageError | undefined {
  const message = error instanceof Error ? error.message : String(error);
  const signs =
    /not a valid DuckDB database|Corrupt database|Could not read enough bytes|checksum|Serialization Error|Failure while replaying WAL/i;
  if (!signs.test(message)) return undefined;
  return new StorageError(
    'CORRUPT',
    `${file} is damaged or no storage of Weir: put back a copy of it, or move it away (with ${path.basename(file)}.wal) ` +
      'and run `weir index` again.',
    { cause: error },
  );
}
