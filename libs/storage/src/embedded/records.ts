import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import type { AuditEntry, AuditQuery, PutResult, RecordChange, RecordStore, StoredRecord } from '../record-store.js';
import type { CommitQueue } from './commit-queue.js';
import type { ReadPool } from './read-pool.js';

/** Records as JSON text in a DuckDB table, their log in another. */
export class DuckDbRecords implements RecordStore {
  constructor(
    private readonly commits: CommitQueue,
    private readonly reads: ReadPool,
  ) {}

  get(collection: string, key: string): Promise<StoredRecord | undefined> {
    return this.reads.use((connection) => find(connection, collection, key));
  }

  async list(collection: string): Promise<readonly StoredRecord[]> {
    const rows = await this.rows('SELECT key, version, value FROM records WHERE collection = $1 ORDER BY key', [
      collection,
    ]);
    return rows.map(toRecord);
  }

  async put(change: RecordChange): Promise<PutResult> {
    let result: PutResult | undefined;
    await this.commits.submit({
      rows: 2,
      // A conflict is an answer, not an error: an error would fail the writes that share the transaction.
      apply: async ({ connection }) => {
        result = await putWithin(connection, change);
      },
      committed: () => undefined,
    });
    if (result === undefined) throw new Error('A write was acknowledged that was never applied.');
    return result;
  }

  async audit({ collection, key, after = 0, limit = 1000 }: AuditQuery): Promise<readonly AuditEntry[]> {
    const rows = await this.rows(
      `SELECT sequence, collection, key, version, changed_at, who, action, reason, before, after FROM record_changes
       WHERE collection = $1 AND key = coalesce($2, key) AND sequence > $3 ORDER BY sequence LIMIT $4`,
      [collection, key ?? null, after, limit],
    );
    return rows.map(toEntry);
  }

  async lastChange(collection: string): Promise<number> {
    const rows = await this.rows('SELECT max(sequence) FROM record_changes WHERE collection = $1', [collection]);
    return Number(rows[0]?.[0] ?? 0);
  }

  private rows(sql: string, parameters: DuckDBValue[]): Promise<DuckDBValue[][]> {
    return this.reads.use((connection) => query(connection, sql, parameters));
  }
}

/** In the one writer's transaction, which sees the writes before it. */
async function putWithin(connection: DuckDBConnection, change: RecordChange): Promise<PutResult> {
  const { collection, key, expected, note } = change;
  const current = await find(connection, collection, key);
  if ((current?.version ?? 0) !== expected) return { kind: 'conflict', current };
  const version = expected + 1;
  const after = JSON.stringify(change.value);
  await connection.run(
    current === undefined
      ? 'INSERT INTO records (version, value, collection, key) VALUES ($1, $2, $3, $4)'
      : 'UPDATE records SET version = $1, value = $2 WHERE collection = $3 AND key = $4',
    [version, after, collection, key],
  );
  await connection.run(
    `INSERT INTO record_changes
     SELECT coalesce(max(sequence), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM record_changes`,
    [
      collection,
      key,
      version,
      note.at,
      note.who,
      note.action,
      note.reason,
      current === undefined ? null : JSON.stringify(current.value),
      after,
    ],
  );
  // As it will be read: what JSON leaves out is left out here too.
  return { kind: 'written', record: { key, version, value: JSON.parse(after) as unknown } };
}

async function find(connection: DuckDBConnection, collection: string, key: string): Promise<StoredRecord | undefined> {
  const rows = await query(connection, 'SELECT key, version, value FROM records WHERE collection = $1 AND key = $2', [
    collection,
    key,
  ]);
  const row = rows[0];
  return row === undefined ? undefined : toRecord(row);
}

async function query(connection: DuckDBConnection, sql: string, parameters: DuckDBValue[]): Promise<DuckDBValue[][]> {
  return (await connection.runAndReadAll(sql, parameters)).getRows();
}

function toRecord([key, version, value]: readonly DuckDBValue[]): StoredRecord {
  return { key: String(key), version: Number(version), value: fromJson(value) };
}

function toEntry(row: readonly DuckDBValue[]): AuditEntry {
  const [sequence, collection, key, version, at, who, action, reason, before, after] = row;
  return {
    sequence: Number(sequence),
    collection: String(collection),
    key: String(key),
    version: Number(version),
    at: Number(at),
    who: String(who),
    action: String(action),
    reason: String(reason),
    before: fromJson(before),
    after: fromJson(after),
  };
}

function fromJson(text: DuckDBValue | undefined): unknown {
  return typeof text === 'string' ? JSON.parse(text) : undefined;
}
