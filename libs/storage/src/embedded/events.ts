import type { Audience, AudienceQuery, ExposedPhase } from '../audience.js';
import type { BaselineQuery, EventMoments, MomentsQuery } from '../event-moments.js';
import type { EventStore, Forgotten } from '../event-store.js';
import type { ExposureCounts, ExposureQuery } from '../exposed-units.js';
import { KnownExposures } from '../known-exposures.js';
import type { CreditQuery, EventCredit } from '../page-credit.js';
import type { ProductActionCount, ProductActionsQuery } from '../product-actions.js';
import type { QueryDetail, QueryDetailQuery, QueryReport, QueryReportQuery } from '../query-report.js';
import type { StoredEvent, StoredExposure } from '../stored-event.js';
import type { CommitQueue } from './commit-queue.js';
import { asBigInt, EventIds, hashId, type IdHash } from './event-ids.js';
import { EventResults } from './event-results.js';
import { appendEvent, appendExposure } from './event-rows.js';
import { forgetUnit } from './forget-unit.js';
import type { ReadPool } from './read-pool.js';

const knownIds = 'SELECT id_hash FROM events UNION ALL SELECT id_hash FROM forgotten_events';

/** Events and exposures in the DuckDB file (see `database.ts`). What one call records is there as a whole or not at all. */
export class DuckDbEvents implements EventStore {
  private ids: Promise<EventIds> | undefined;
  private readonly exposed = new KnownExposures();
  private readonly results: EventResults;

  constructor(
    private readonly commits: CommitQueue,
    private readonly reads: ReadPool,
  ) {
    this.results = new EventResults(reads);
  }

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
          appender.endRow();
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
    const news = exposures.filter((exposure) => this.exposed.tellsMore(exposure));
    if (news.length === 0) return;
    await this.commits.submit({
      rows: news.length,
      apply: async (transaction) => {
        const appender = await transaction.appender('exposures');
        for (const exposure of news) {
          appendExposure(appender, exposure);
          appender.endRow();
        }
      },
      committed: () => {
        for (const exposure of news) this.exposed.remember(exposure);
      },
    });
  }

  baseline(query: BaselineQuery): Promise<EventMoments> {
    return this.results.baseline(query);
  }

  audience(query: AudienceQuery): Promise<Audience> {
    return this.results.audience(query);
  }

  exposureAttributes(query: ExposedPhase): Promise<readonly string[]> {
    return this.results.exposureAttributes(query);
  }

  productActions(query: ProductActionsQuery, take: (counts: readonly ProductActionCount[]) => void): Promise<void> {
    return this.results.productActions(query, take);
  }

  currencies(most: number): Promise<readonly string[]> {
    return this.results.currencies(most);
  }

  units(query: ExposureQuery): Promise<ExposureCounts> {
    return this.results.units(query);
  }

  moments(query: MomentsQuery): Promise<EventMoments> {
    return this.results.moments(query);
  }

  credit(query: CreditQuery): Promise<EventCredit> {
    return this.results.credit(query);
  }

  queries(query: QueryReportQuery): Promise<QueryReport> {
    return this.results.queries(query);
  }

  queryDetail(query: QueryDetailQuery): Promise<QueryDetail | undefined> {
    return this.results.queryDetail(query);
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
    this.ids ??= this.reads
      .use((connection) => EventIds.read(connection, knownIds))
      .catch((error: unknown) => {
        this.ids = undefined;
        throw error;
      });
    return this.ids;
  }
}
