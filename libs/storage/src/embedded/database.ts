import { realpathSync } from 'node:fs';
import path from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { StorageError } from '../error.js';
import { recordTables } from './record-tables.js';

/** An opened file with its tables. */
export interface Database {
  connect(): Promise<DuckDBConnection>;
  /** Writes what is in the write-ahead log to the file and frees it. Connections must be closed before. */
  close(): void;
}

/** Format of the tables below, kept in the file; a change of them that cannot be read by older code raises it. */
const format = 1;

/** Columns of the two logs, so that they can be rewritten. */
export const productColumns = 'version BIGINT PRIMARY KEY, id VARCHAR NOT NULL, doc VARCHAR';
export const vectorColumns =
  'position BIGINT NOT NULL, version BIGINT NOT NULL, id VARCHAR NOT NULL, encoder VARCHAR NOT NULL, "values" BLOB NOT NULL';

const eventColumns = `id VARCHAR NOT NULL, id_hash UBIGINT NOT NULL, action VARCHAR NOT NULL, at_ms BIGINT NOT NULL,
  received_ms BIGINT NOT NULL, shopper VARCHAR NOT NULL, session VARCHAR NOT NULL, search_id VARCHAR NOT NULL,
  product_id VARCHAR NOT NULL, position INTEGER, query VARCHAR, quantity DOUBLE, revenue_minor BIGINT, currency VARCHAR,
  value DOUBLE, attributes VARCHAR, bot BOOLEAN NOT NULL`;
const exposureColumns = `experiment VARCHAR NOT NULL, phase INTEGER NOT NULL, variant VARCHAR NOT NULL, unit VARCHAR NOT NULL,
  at_ms BIGINT NOT NULL, reached BOOLEAN NOT NULL, attributes VARCHAR, failed BOOLEAN`;

/**
 * `products` is a log: every write of a product is a new row with the next version, a deletion one without `doc`. A row
 * counts while no later one has its id. Appending in version order keeps writes sequential and makes range scans skip
 * by DuckDB's zone maps; the primary key finds single rows. `vectors` is one too, by position; a row counts while its
 * version does and no later row has its version and encoder.
 *
 * `events` has no index: ids are held in memory (see `event-ids.ts`), and results read whole columns. `forgotten_events`
 * keeps the id hashes of events that were deleted with their shopper. `exposures` is a log whose earliest rows count.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS products (${productColumns});
  CREATE TABLE IF NOT EXISTS vectors (${vectorColumns});
  CREATE TABLE IF NOT EXISTS documents (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
  ${recordTables}
  CREATE TABLE IF NOT EXISTS events (${eventColumns});
  CREATE TABLE IF NOT EXISTS forgotten_events (id_hash UBIGINT NOT NULL);
  CREATE TABLE IF NOT EXISTS exposures (${exposureColumns});
  ALTER TABLE exposures ADD COLUMN IF NOT EXISTS failed BOOLEAN;
  INSERT INTO documents VALUES ('storage.format', '${format}') ON CONFLICT DO NOTHING;
`;

/** Files open in this process: DuckDB's lock only keeps other processes out. */
const openFiles = new Set<string>();

export async function openDatabase(file: string, memoryMiB: number): Promise<Database> {
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
    await prepareTables(instance, file);
    const opened = instance;
    return { connect: () => opened.connect(), close: release };
  } catch (error) {
    release();
    throw openingError(error, file);
  }
}

async function prepareTables(instance: DuckDBInstance, file: string): Promise<void> {
  const connection = await instance.connect();
  try {
    await connection.run(schema);
    const found = await connection.runAndReadAll(`SELECT value FROM documents WHERE name = 'storage.format'`);
    const written = found.getRows()[0]?.[0];
    if (written !== String(format)) {
      throw new StorageError(
        'INCOMPATIBLE',
        `${file} was written in format ${String(written)}, this Weir reads ${format}: ` +
          'use the Weir that wrote it, or move the file away and run `weir index` again.',
      );
    }
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
  if (
    /not a valid DuckDB database|Corrupt database|Could not read enough bytes|checksum|Serialization Error|Failure while replaying WAL/i.test(
      message,
    )
  ) {
    return new StorageError(
      'CORRUPT',
      `${file} is damaged or no storage of Weir: put back a copy of it, or move it away (with ${path.basename(file)}.wal) ` +
        'and run `weir index` again.',
      { cause: error },
    );
  }
  return new StorageError('UNAVAILABLE', `Cannot open ${file}: ${message.split('\n')[0] ?? message}`, { cause: error });
}
