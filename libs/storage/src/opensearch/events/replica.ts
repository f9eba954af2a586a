import type { DuckDBConnection } from '@duckdb/node-api';
import { CommitQueue } from '../../embedded/commit-queue.js';
import type { Database } from '../../embedded/database-file.js';
import { asBigInt, EventIds, fromBigInt, type IdHash } from '../../embedded/event-ids.js';
import { EventResults, inSnapshot } from '../../embedded/event-results.js';
import { appendEvent, appendExposure } from '../../embedded/event-rows.js';
import { createForgottenUnits } from '../../embedded/forget-unit.js';
import { ReadPool } from '../../embedded/read-pool.js';
import type { StoredEvent, StoredExposure } from '../../stored-event.js';
import { type FollowedIndex, deleteFollowed, deleteRows, readFollowed, writeFollowed } from './followed-index.js';

/** Rows to be copied from an index, each with the hash of its document. */
export interface CopiedRows {
  readonly events?: readonly (readonly [IdHash, StoredEvent])[];
  readonly exposures?: readonly (readonly [IdHash, StoredExposure])[];
  /** Documents that are forgotten, and stay so. */
  readonly forgotten?: readonly IdHash[];
  /** Documents that were copied and are no more. */
  readonly vanished?: readonly bigint[];
}

/** What is known of a unit. */
export interface UnitDocuments {
  /** The unit, and the sessions that only it was seen in. */
  readonly units: readonly string[];
  readonly eventIds: readonly string[];
  readonly exposures: readonly { readonly hash: IdHash; readonly at: number }[];
}

/** A copy of the events of a prefix, in tables that the embedded adapter's queries answer from. */
export class Replica {
  readonly results: EventResults;

  private constructor(
    private readonly database: Database,
    private readonly commits: CommitQueue,
    private readonly reads: ReadPool,
    private readonly state: { readonly followed: Map<string, FollowedIndex>; readonly forgotten: EventIds },
  ) {
    this.results = new EventResults(reads);
  }

  /** The replica owns the database from here on. */
  static async of(database: Database): Promise<Replica> {
    try {
      const reads = await ReadPool.open(database, 2);
      const state = await reads.use(async (connection) => ({
        followed: new Map((await readFollowed(connection)).map((each) => [each.index, each])),
        forgotten: await EventIds.read(connection, 'SELECT id_hash FROM forgotten_events'),
      }));
      return new Replica(database, new CommitQueue(await database.connect()), reads, state);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  followed(): Iterable<FollowedIndex> {
    return this.state.followed.values();
  }

  /** How far an index was copied; not at all where it is new. */
  of(index: string, uuid: string): FollowedIndex {
    const known = this.state.followed.get(index);
    if (known !== undefined) return known;
    const source = 1 + Math.max(0, ...Array.from(this.followed(), (each) => each.source));
    const followed = { source, index, uuid, position: -1, ahead: [] };
    this.state.followed.set(index, followed);
    return followed;
  }

  /** Writes rows of an index, and how far it was copied with them, in one transaction. */
  async write(followed: FollowedIndex, { events = [], exposures = [], ...rest }: CopiedRows): Promise<void> {
    const { forgotten } = this.state;
    const { source } = followed;
    const fresh = (rest.forgotten ?? []).filter((hash) => !forgotten.has(hash));
    await this.commits.submit({
      rows: events.length + exposures.length,
      apply: async (transaction) => {
        const { connection } = transaction;
        await deleteRows(connection, [...(rest.vanished ?? []), ...fresh.map(asBigInt)]);
        const eventRows = await transaction.appender('events');
        for (const [hash, event] of events) {
          if (forgotten.has(hash)) continue;
          appendEvent(eventRows, event, asBigInt(hash));
          eventRows.appendInteger(source);
          eventRows.endRow();
        }
        const exposureRows = await transaction.appender('exposures');
        for (const [hash, exposure] of exposures) {
          if (forgotten.has(hash)) continue;
          appendExposure(exposureRows, exposure);
          exposureRows.appendUBigInt(asBigInt(hash));
          exposureRows.appendInteger(source);
          exposureRows.endRow();
        }
        await writeForgotten(connection, fresh);
        await writeFollowed(connection, followed);
      },
      committed: () => {
        this.state.followed.set(followed.index, followed);
        for (const hash of fresh) forgotten.add(hash);
        if (fresh.length > 0) this.commits.checkpointSoon();
      },
    });
  }

  /** Deletes the rows of an index that is no more. */
  async drop(followed: FollowedIndex): Promise<void> {
    await this.commits.submit({
      rows: 0,
      apply: ({ connection }) => deleteFollowed(connection, followed),
      committed: () => {
        this.state.followed.delete(followed.index);
        this.commits.checkpointSoon();
      },
    });
  }

  /** What a shopper or session hash is seen in. */
  unit(unit: string): Promise<UnitDocuments> {
    return this.reads.use((connection) => inSnapshot(connection, () => readUnit(connection, unit)));
  }

  async close(): Promise<void> {
    await this.commits.close();
    await this.reads.close();
    this.database.close();
  }
}

async function writeForgotten(connection: DuckDBConnection, hashes: readonly IdHash[]): Promise<void> {
  if (hashes.length === 0) return;
  const list = hashes.map(asBigInt).join();
  await connection.run(`INSERT INTO forgotten_events SELECT unnest([${list}]::UBIGINT[])`);
}

async function readUnit(connection: DuckDBConnection, unit: string): Promise<UnitDocuments> {
  const { theirs, units } = await createForgottenUnits(connection, unit);
  const events = await connection.runAndReadAll(`SELECT id FROM events WHERE ${theirs}`);
  const exposures = await connection.runAndReadAll(
    'SELECT id_hash, at_ms FROM exposures WHERE unit IN (SELECT unit FROM forgotten_units)',
  );
  return {
    units,
    eventIds: events.getRows().map(([id]) => String(id)),
    exposures: exposures.getRows().map(([hash, at]) => ({ hash: fromBigInt(hash as bigint), at: Number(at) })),
  };
}
