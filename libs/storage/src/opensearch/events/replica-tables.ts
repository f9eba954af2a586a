import type { DuckDBConnection } from '@duckdb/node-api';
import { eventColumns, exposureColumns } from '../../embedded/event-tables.js';
import { StorageError } from '../../error.js';

/** Format of the tables below; a file of another one is made anew. */
const format = 1;

/**
 * The embedded adapter's tables of events and exposures, so that its queries answer from them, each row with the number
 * (`source`) of the index that it comes from. `followed` says how far each index was copied, see `FollowedIndex`.
 */
const tables = `
  CREATE TABLE IF NOT EXISTS replica_format (version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS events (${eventColumns}, source INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS exposures (${exposureColumns}, id_hash UBIGINT NOT NULL, source INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS forgotten_events (id_hash UBIGINT NOT NULL);
  CREATE TABLE IF NOT EXISTS followed (
    source INTEGER NOT NULL, name VARCHAR NOT NULL, uuid VARCHAR NOT NULL, position BIGINT NOT NULL, ahead VARCHAR NOT NULL
  );
  INSERT INTO replica_format SELECT ${format} WHERE NOT EXISTS (FROM replica_format);
`;

export async function prepareReplica(connection: DuckDBConnection): Promise<void> {
  await connection.run(tables);
  const found = await connection.runAndReadAll('SELECT version FROM replica_format');
  if (Number(found.getRows()[0]?.[0]) !== format) {
    throw new StorageError('INCOMPATIBLE', 'The copy of the events is of another format: delete it.');
  }
}
