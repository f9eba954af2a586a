import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';
import type {
  CreditQuery,
  EventCredit,
  EventMoments,
  EventStore,
  ExposureCounts,
  ExposureQuery,
  Forgotten,
  MomentsQuery,
  StoredEvent,
  StoredExposure,
} from '../event-store.js';
import type { CommitQueue } from './commit-queue.js';
import { asBigInt, EventIds, fromBigInt, hashId, type IdHash } from './event-ids.js';
import { readCredit } from './credit.js';
import { countExposed } from './exposed.js';
import { readMoments } from './moments.js';
import type { ReadPool } from './read-pool.js';
import { text } from './sql.js';

/** Units whose exposures are known to be written, so that repeating them writes nothing. */
const knownExposures = 200_000;

/** What is written of an exposure: its time, when it reached the variant first, and whether it failed to. */
interface Known {
  readonly at: number;
  readonly reachedAt: number;
  readonly failed: boolean;
}

/** Events and exposures in the DuckDB file (see `database.ts`). */
export class DuckDbEvents implements EventStore {
  private ids: Promise<EventIds> | undefined;
  private readonly exposed = new LRUCache<string, Known>({ max: knownExposures });

  constructor(
    private readonly commits: CommitQueue,
    private readonly reads: ReadPool,
  ) {}

  async append(events: readonly StoredEvent[]): Promise<{ readonly recorded: number; readonly duplicates: number }> {
    if (events.length === 0) return { recorded: 0, duplicates: 0 };
    const ids = await this.recordedIds();
    const hashes = events.map(({ id }) => hashId(id));
    const written: IdHash[] = [];
    await this.commits.submit({
      rows: events.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('events');
        for (const [row, event] of events.entries()) {
          const idHash = hashes[row]!;
          if (!ids.add(idHash)) continue;
          written.push(idHash);
          appendEvent(appender, event, asBigInt(idHash));
        }
      },
      committed: () => undefined,
      failed: () => {
        ids.remove(written);
      },
    });
    return { recorded: written.length, duplicates: events.length - written.length };
  }

  async expose(exposures: readonly StoredExposure[]): Promise<void> {
    const news = exposures.filter((exposure) => this.tellsMore(exposure));
    if (news.length === 0) return;
    await this.commits.submit({
      rows: news.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('exposures');
        for (const exposure of news) appendExposure(appender, exposure);
      },
      committed: () => {
        for (const exposure of news) this.remember(exposure);
      },
    });
  }

  units(query: ExposureQuery): Promise<ExposureCounts> {
    return this.reads.use((connection) => inSnapshot(connection, () => countExposed(connection, query)));
  }

  moments(query: MomentsQuery): Promise<EventMoments> {
    return this.reads.use((connection) => inSnapshot(connection, () => readMoments(connection, query)));
  }

  credit(query: CreditQuery): Promise<EventCredit> {
    return this.reads.use((connection) => inSnapshot(connection, () => readCredit(connection, query)));
  }

  async forget(unitHash: string): Promise<Forgotten> {
    if (unitHash === '') return { deleted: 0, units: [] };
    // The ids that stay refused must be those in memory, before the rows that they come from are gone.
    await this.recordedIds();
    let forgotten: Forgotten = { deleted: 0, units: [] };
    await this.commits.submit({
      rows: 0,
      apply: async (transaction) => {
        // What was recorded before in the same transaction goes too.
        for (const table of ['events', 'exposures'] as const) (await transaction.appender(table)).flushSync();
        forgotten = await forgetUnit(transaction.connection, unitHash);
      },
      committed: () => {
        this.exposed.clear();
        if (forgotten.deleted > 0) this.commits.checkpointSoon();
      },
    });
    return forgotten;
  }

  count(): Promise<number> {
    return this.reads.use(async (connection) => {
      const found = await connection.runAndReadAll('SELECT count(*) FROM events');
      return Number(found.getRows()[0]?.[0]);
    });
  }

  /** Read at the first write: a process that only searches does without them. */
  private recordedIds(): Promise<EventIds> {
    this.ids ??= this.reads.use(loadIds).catch((error: unknown) => {
      this.ids = undefined;
      throw error;
    });
    return this.ids;
  }

  private tellsMore(exposure: StoredExposure): boolean {
    const known = this.exposed.get(keyOf(exposure));
    return (
      known === undefined ||
      exposure.at < known.at ||
      (exposure.reached && exposure.at < known.reachedAt) ||
      (exposure.failed === true && !known.failed)
    );
  }

  private remember(exposure: StoredExposure): void {
    const key = keyOf(exposure);
    const known = this.exposed.get(key) ?? { at: Infinity, reachedAt: Infinity, failed: false };
    this.exposed.set(key, {
      at: Math.min(known.at, exposure.at),
      reachedAt: exposure.reached ? Math.min(known.reachedAt, exposure.at) : known.reachedAt,
      failed: known.failed || exposure.failed === true,
    });
  }
}

function keyOf({ experiment, phase, variant, unit }: StoredExposure): string {
  return JSON.stringify([experiment, phase, variant, unit]);
}

async function loadIds(connection: DuckDBConnection): Promise<EventIds> {
  const ids = new EventIds();
  const result = await connection.stream('SELECT id_hash FROM events UNION ALL SELECT id_hash FROM forgotten_events');
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const value of chunk.getColumnValues(0)) ids.add(fromBigInt(value as bigint));
  }
  return ids;
}

/** Several statements that see the same moment; what they make is gone after. */
async function inSnapshot<T>(connection: DuckDBConnection, read: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN');
  try {
    return await read();
  } finally {
    await connection.run('ROLLBACK');
  }
}

function appendEvent(appender: DuckDBAppender, event: StoredEvent, idHash: bigint): void {
  const { position, query, quantity, revenueMinor, currency, value, attributes } = event;
  appender.appendVarchar(event.id);
  appender.appendUBigInt(idHash);
  appender.appendVarchar(event.action);
  appender.appendBigInt(BigInt(Math.floor(event.at)));
  appender.appendBigInt(BigInt(Math.floor(event.receivedAt)));
  appender.appendVarchar(event.shopper);
  appender.appendVarchar(event.session);
  appender.appendVarchar(event.searchId);
  appender.appendVarchar(event.productId);
  if (position === undefined) appender.appendNull();
  else appender.appendInteger(position);
  appendText(appender, query);
  appendNumber(appender, quantity);
  if (revenueMinor === undefined) appender.appendNull();
  else appender.appendBigInt(BigInt(revenueMinor));
  appendText(appender, currency);
  appendNumber(appender, value);
  appendText(appender, attributes === undefined ? undefined : JSON.stringify(attributes));
  appender.appendBoolean(event.bot === true);
  appender.endRow();
}

function appendExposure(appender: DuckDBAppender, exposure: StoredExposure): void {
  appender.appendVarchar(exposure.experiment);
  appender.appendInteger(exposure.phase);
  appender.appendVarchar(exposure.variant);
  appender.appendVarchar(exposure.unit);
  appender.appendBigInt(BigInt(Math.floor(exposure.at)));
  appender.appendBoolean(exposure.reached);
  appendText(appender, exposure.attributes === undefined ? undefined : JSON.stringify(exposure.attributes));
  appender.appendBoolean(exposure.failed === true);
  appender.endRow();
}

function appendText(appender: DuckDBAppender, value: string | undefined): void {
  if (value === undefined) appender.appendNull();
  else appender.appendVarchar(value);
}

function appendNumber(appender: DuckDBAppender, value: number | undefined): void {
  if (value === undefined) appender.appendNull();
  else appender.appendDouble(value);
}

/**
 * Deletes a shopper's or session's rows, and of the sessions that only this shopper was seen in, those from before the
 * shopper was known.
 */
async function forgetUnit(connection: DuckDBConnection, unit: string): Promise<Forgotten> {
  const hash = text(unit);
  await connection.run(`
    CREATE OR REPLACE TEMP TABLE forgotten_units AS
      SELECT ${hash} AS unit
      UNION
      SELECT session FROM events
      WHERE session IN (SELECT session FROM events WHERE shopper = ${hash} AND session <> '')
      GROUP BY session
      HAVING bool_and(shopper IN (${hash}, ''));
  `);
  const theirs = `shopper = ${hash} OR session IN (SELECT unit FROM forgotten_units)`;
  await connection.run(`INSERT INTO forgotten_events SELECT id_hash FROM events WHERE ${theirs}`);
  const events = await connection.run(`DELETE FROM events WHERE ${theirs}`);
  const exposures = await connection.run('DELETE FROM exposures WHERE unit IN (SELECT unit FROM forgotten_units)');
  const units = await connection.runAndReadAll('SELECT unit FROM forgotten_units');
  return { deleted: events.rowsChanged + exposures.rowsChanged, units: units.getRows().map(([name]) => String(name)) };
}
