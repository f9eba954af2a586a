import type { DuckDBConnection } from '@duckdb/node-api';
import { text } from '../../embedded/sql.js';

/** How far an index was copied. */
export interface FollowedIndex {
  /** Number of the index in the rows that come from it. */
  readonly source: number;
  readonly index: string;
  readonly uuid: string;
  /** Sequence number up to which every write was copied, and none can be undone. */
  readonly position: number;
  /**
   * Hashes of documents that were copied and that were written after the position. They are read again: a write that was
   * overtaken may have come between them, and one that never came to all copies of a shard may be gone.
   */
  readonly ahead: readonly bigint[];
}

export async function readFollowed(connection: DuckDBConnection): Promise<readonly FollowedIndex[]> {
  const found = await connection.runAndReadAll('SELECT source, name, uuid, position, ahead FROM followed');
  return found.getRows().map(([source, index, uuid, position, ahead]) => ({
    source: Number(source),
    index: String(index),
    uuid: String(uuid),
    position: Number(position),
    ahead: (JSON.parse(String(ahead)) as readonly string[]).map(BigInt),
  }));
}

/** Within the transaction that writes the rows. */
export async function writeFollowed(connection: DuckDBConnection, followed: FollowedIndex): Promise<void> {
  const { source, index, uuid, position, ahead } = followed;
  await connection.run(`
    DELETE FROM followed WHERE source = ${source};
    INSERT INTO followed VALUES
      (${source}, ${text(index)}, ${text(uuid)}, ${position}, ${text(JSON.stringify(ahead.map(String)))});
  `);
}

/** Deletes an index that is no more, with its rows. */
export async function deleteFollowed(connection: DuckDBConnection, { source }: FollowedIndex): Promise<void> {
  for (const table of ['events', 'exposures', 'followed']) {
    await connection.run(`DELETE FROM ${table} WHERE source = ${source}`);
  }
}

/** Deletes rows of documents that are no more. */
export async function deleteRows(connection: DuckDBConnection, hashes: readonly bigint[]): Promise<void> {
  if (hashes.length === 0) return;
  for (const table of ['events', 'exposures']) {
    await connection.run(`DELETE FROM ${table} WHERE id_hash IN (SELECT unnest([${hashes.join()}]::UBIGINT[]))`);
  }
}
