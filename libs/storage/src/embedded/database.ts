import type { DuckDBConnection } from '@duckdb/node-api';
import { StorageError } from '../error.js';
import { type Database, openDatabaseFile } from './database-file.js';
import { eventTables } from './event-tables.js';
import { recordTables } from './record-tables.js';

/** Format of the tables below, kept in the file; a change of them that cannot be read by older code raises it. */
const format = 1;

/** Columns of the two logs, so that they can be rewritten. */
export const productColumns = 'version BIGINT PRIMARY KEY, id VARCHAR NOT NULL, doc VARCHAR';
export const vectorColumns =
  'position BIGINT NOT NULL, version BIGINT NOT NULL, id VARCHAR NOT NULL, encoder VARCHAR NOT NULL, "values" BLOB NOT NULL';

/**
 * `products` is a log: every write of a product is a new row with the next version, a deletion one without `doc`. A row
 * counts while no later one has its id. Appending in version order keeps writes sequential and makes range scans skip
 * by DuckDB's zone maps; the primary key finds single rows. `vectors` is one too, by position; a row counts while its
 * version does and no later row has its version and encoder.
 */
const schema = `
  CREATE TABLE IF NOT EXISTS products (${productColumns});
  CREATE TABLE IF NOT EXISTS vectors (${vectorColumns});
  CREATE TABLE IF NOT EXISTS documents (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
  ${recordTables}
  ${eventTables}
  INSERT INTO documents VALUES ('storage.format', '${format}') ON CONFLICT DO NOTHING;
`;

/** Opens the embedded storage's file with its tables. */
export function openDatabase(file: string, memoryMiB: number): Promise<Database> {
  return openDatabaseFile(file, { memoryMiB, prepare: (connection) => prepareTables(connection, file) });
}

async function prepareTables(connection: DuckDBConnection, file: string): Promise<void> {
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
}
