import type { DuckDBConnection } from '@duckdb/node-api';
import type { Audience, AudienceQuery, ExposedPhase } from '../audience.js';
import type { BaselineQuery, EventMoments, MomentsQuery } from '../event-moments.js';
import type { ExposureCounts, ExposureQuery } from '../exposed-units.js';
import type { CreditQuery, EventCredit } from '../page-credit.js';
import type { ProductActionCount, ProductActionsQuery } from '../product-actions.js';
import { readAudience, readExposureAttributes } from './audience.js';
import type { QueryDetail, QueryDetailQuery, QueryReport, QueryReportQuery } from '../query-report.js';
import { readCredit } from './credit.js';
import { readCurrencies } from './currencies.js';
import { countExposed } from './exposed.js';
import { readMoments } from './moments.js';
import { countProductActions } from './product-actions.js';
import { readQueryDetail } from './query-detail.js';
import { readQueryReport } from './query-report.js';
import type { ReadPool } from './read-pool.js';

/** What events and exposures in DuckDB's tables come to, each answer of one moment. */
export class EventResults {
  constructor(private readonly reads: ReadPool) {}

  units(query: ExposureQuery): Promise<ExposureCounts> {
    return this.read((connection) => countExposed(connection, query));
  }

  moments(query: MomentsQuery): Promise<EventMoments> {
    return this.read((connection) => readMoments(connection, query));
  }

  credit(query: CreditQuery): Promise<EventCredit> {
    return this.read((connection) => readCredit(connection, query));
  }

  baseline({ from, ...query }: BaselineQuery): Promise<EventMoments> {
    return this.read((connection) => readMoments(connection, { ...query, experiment: '', phase: 0 }, from));
  }

  audience(query: AudienceQuery): Promise<Audience> {
    return this.reads.use((connection) => readAudience(connection, query));
  }

  exposureAttributes(query: ExposedPhase): Promise<readonly string[]> {
    return this.reads.use((connection) => readExposureAttributes(connection, query));
  }

  productActions(query: ProductActionsQuery, take: (counts: readonly ProductActionCount[]) => void): Promise<void> {
    return this.reads.use((connection) => countProductActions(connection, query, take));
  }

  currencies(most: number): Promise<readonly string[]> {
    return this.reads.use((connection) => readCurrencies(connection, most));
  }

  queries(query: QueryReportQuery): Promise<QueryReport> {
    return this.read((connection) => readQueryReport(connection, query));
  }

  queryDetail(query: QueryDetailQuery): Promise<QueryDetail | undefined> {
    return this.read((connection) => readQueryDetail(connection, query));
  }

  private read<T>(read: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    return this.reads.use((connection) => inSnapshot(connection, () => read(connection)));
  }
}

/** Several statements that see the same moment; what they make is gone after. */
export async function inSnapshot<T>(connection: DuckDBConnection, read: () => Promise<T>): Promise<T> {
  await connection.run('BEGIN');
  try {
    return await read();
  } finally {
    await connection.run('ROLLBACK');
  }
}
