import type { Audience, AudienceQuery, ExposedPhase } from './audience.js';
import type { BaselineQuery, EventMoments, MomentsQuery } from './event-moments.js';
import type { ExposureCounts, ExposureQuery } from './exposed-units.js';
import type { CreditQuery, EventCredit } from './page-credit.js';
import type { ProductActionCount, ProductActionsQuery } from './product-actions.js';
import type { QueryDetail, QueryDetailQuery, QueryReport, QueryReportQuery } from './query-report.js';
import type { StoredEvent, StoredExposure } from './stored-event.js';

/** What was deleted with a unit. */
export interface Forgotten {
  /** Rows. */
  readonly deleted: number;
  /** Hashes of what is forgotten: the unit, and the sessions that only it was seen in. */
  readonly units: readonly string[];
}

/** Port: what shoppers did and which variants they could see. What a method acknowledged is on disk and in the next answer. */
export interface EventStore {
  /**
   * Records events; durable when it resolves. Where it rejects, none of them or only some are recorded: send them
   * again. An event whose id was recorded before, in this call, another one or before a restart, is a duplicate: counted,
   * not kept.
   */
  append(events: readonly StoredEvent[]): Promise<{ readonly recorded: number; readonly duplicates: number }>;
  /**
   * Records exposures; durable when it resolves. Of each (experiment, phase, unit, variant) the earliest, the earliest
   * that reached it and that one failed are kept, so repeating one changes nothing.
   */
  expose(exposures: readonly StoredExposure[]): Promise<void>;
  /** Who was exposed to what. */
  units(query: ExposureQuery): Promise<ExposureCounts>;
  /**
   * Who was exposed to what, with the sufficient statistics of every metric.
   *
   * Attribution: an event counts for the variant that its unit was exposed to, from the exposure on until the window's end;
   * never one before the exposure.
   */
  moments(query: MomentsQuery): Promise<EventMoments>;
  /**
   * Who was exposed to what, and how units that saw interleaved pages preferred, each such page on its own: a result that was clicked within the window
   * of its page, and under the page's search id, counts once for its variant. Who clicked before the page by a clock that
   * is behind has clicked on it all the same. Units that are left out, and those with no page, are not counted. In no order.
   */
  credit(query: CreditQuery): Promise<EventCredit>;
  /** What metrics are among all that searched, whether they were exposed to anything or not. */
  baseline(query: BaselineQuery): Promise<EventMoments>;
  /** Who searched, by the attributes of the request. */
  audience(query: AudienceQuery): Promise<Audience>;
  /** Names of the attributes that the exposures of a phase have, by name. */
  exposureAttributes(query: ExposedPhase): Promise<readonly string[]>;
  /**
   * Counts events about products by product, action and step of time, without those of declared robots; of all products,
   * whoever acted. `take` gets many at a time, in no order.
   */
  productActions(query: ProductActionsQuery, take: (counts: readonly ProductActionCount[]) => void): Promise<void>;
  /** Codes of the currencies that purchases were in, the most frequent first. */
  currencies(most: number): Promise<readonly string[]>;
  /** What shoppers searched for: the queries of a kind, with how they did, and how all of them together did. */
  queries(query: QueryReportQuery): Promise<QueryReport>;
  /** One query over time, and what was done with the products that it showed; undefined where nobody asked it in the window. */
  queryDetail(query: QueryDetailQuery): Promise<QueryDetail | undefined>;
  /**
   * Deletes every event and exposure of a shopper or session hash; durable when it resolves. The ids of those events
   * stay refused as duplicates, so a repeated delivery does not bring them back.
   */
  forget(unitHash: string): Promise<Forgotten>;
  /** Events kept. */
  count(): Promise<number>;
}
