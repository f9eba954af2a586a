import type { Client } from '@opensearch-project/opensearch';
import { OpenSearchError } from '@weir/opensearch';
import { StorageError } from '../../error.js';
import type { Audience, AudienceQuery, ExposedPhase } from '../../audience.js';
import type { BaselineQuery, EventMoments, MomentsQuery } from '../../event-moments.js';
import type { EventStore, Forgotten } from '../../event-store.js';
import type { ExposureCounts, ExposureQuery } from '../../exposed-units.js';
import type { CreditQuery, EventCredit } from '../../page-credit.js';
import type { ProductActionCount, ProductActionsQuery } from '../../product-actions.js';
import type { QueryDetail, QueryDetailQuery, QueryReport, QueryReportQuery } from '../../query-report.js';
import type { StoredEvent, StoredExposure } from '../../stored-event.js';
import { catchUp } from './catch-up.js';
import { countEvents } from './count-events.js';
import { EventIndices } from './event-indices.js';
import { ExposureLog } from './exposure-log.js';
import { forgetEvents } from './forget-events.js';
import { IndexNames } from './index-names.js';
import { openReplica } from './open-replica.js';
import type { OpenSearchEventsOptions } from './options.js';
import { recordEvents } from './record-events.js';
import { Replica } from './replica.js';
import { SharedRun } from './shared-run.js';

/**
 * Events and exposures in OpenSearch, for many processes. Results are read from a copy in DuckDB that is caught up first,
 * by the queries of the embedded adapter: windows, order statistics and the rules for robots are of single units, which
 * aggregations over documents cannot compute exactly. The copy is opened by the first that reads; a process that only
 * records has none.
 *
 * Methods reject with `StorageError`: `UNAVAILABLE` where OpenSearch does not do as asked, `CLOSED`.
 */
export class OpenSearchEvents implements EventStore {
  private readonly client: Client;
  private readonly indices: EventIndices;
  private readonly exposures: ExposureLog;
  private readonly catchUp = new SharedRun(async () => {
    await catchUp(this.client, this.indices.names, await this.replica());
  });
  private opening: Promise<Replica> | undefined;
  private closed = false;

  constructor(private readonly options: OpenSearchEventsOptions) {
    this.client = options.client;
    this.indices = new EventIndices(options.client, new IndexNames(options.prefix), options.replicas);
    this.exposures = new ExposureLog(this.client, this.indices);
  }

  append(events: readonly StoredEvent[]): Promise<{ readonly recorded: number; readonly duplicates: number }> {
    return this.asStorage(() =>
      events.length === 0
        ? Promise.resolve({ recorded: 0, duplicates: 0 })
        : recordEvents(this.client, this.indices, events),
    );
  }

  expose(exposures: readonly StoredExposure[]): Promise<void> {
    return this.asStorage(() => this.exposures.expose(exposures));
  }

  baseline(query: BaselineQuery): Promise<EventMoments> {
    return this.read(({ results }) => results.baseline(query));
  }

  audience(query: AudienceQuery): Promise<Audience> {
    return this.read(({ results }) => results.audience(query));
  }

  exposureAttributes(query: ExposedPhase): Promise<readonly string[]> {
    return this.read(({ results }) => results.exposureAttributes(query));
  }

  productActions(query: ProductActionsQuery, take: (counts: readonly ProductActionCount[]) => void): Promise<void> {
    return this.read(({ results }) => results.productActions(query, take));
  }

  currencies(most: number): Promise<readonly string[]> {
    return this.read(({ results }) => results.currencies(most));
  }

  units(query: ExposureQuery): Promise<ExposureCounts> {
    return this.read(({ results }) => results.units(query));
  }

  moments(query: MomentsQuery): Promise<EventMoments> {
    return this.read(({ results }) => results.moments(query));
  }

  credit(query: CreditQuery): Promise<EventCredit> {
    return this.read(({ results }) => results.credit(query));
  }

  queries(query: QueryReportQuery): Promise<QueryReport> {
    return this.read(({ results }) => results.queries(query));
  }

  queryDetail(query: QueryDetailQuery): Promise<QueryDetail | undefined> {
    return this.read(({ results }) => results.queryDetail(query));
  }

  /** Events that are being recorded meanwhile may stay, as if they came after it. */
  forget(unitHash: string): Promise<Forgotten> {
    if (unitHash === '') return Promise.resolve({ deleted: 0, units: [] });
    return this.read(async (replica) => {
      const found = await replica.unit(unitHash);
      return forgetEvents(this.client, this.indices, { unit: unitHash, ...found });
    });
  }

  count(): Promise<number> {
    return this.asStorage(() => countEvents(this.client, this.indices.names));
  }

  /** Closes the copy, not the client. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    const opened = await this.opening?.catch(() => undefined);
    await opened?.close();
  }

  private read<T>(read: (replica: Replica) => Promise<T>): Promise<T> {
    return this.asStorage(async () => {
      await this.catchUp.run();
      return read(await this.replica());
    });
  }

  private replica(): Promise<Replica> {
    this.opening ??= openReplica(this.indices.names.prefix, this.options)
      .then((database) => Replica.of(database))
      .catch((error: unknown) => {
        this.opening = undefined;
        throw error;
      });
    return this.opening;
  }

  private async asStorage<T>(work: () => Promise<T>): Promise<T> {
    if (this.closed) throw new StorageError('CLOSED', 'The storage is closed.');
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof OpenSearchError)) throw error;
      throw new StorageError('UNAVAILABLE', error.message, { cause: error });
    }
  }
}
