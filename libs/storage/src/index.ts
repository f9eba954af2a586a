export type {
  DocumentStore,
  PatchedProduct,
  ProductChange,
  ProductStore,
  ProductVector,
  Storage,
  StoredVector,
} from './product-store.js';
export type { EventStore } from './event-store.js';
export type { EventAttributes, StoredEvent, StoredExposure } from './stored-event.js';
export { usualBots, usualOutliers } from './exposed-units.js';
export type { BotRules, ExposureCounts, ExposureQuery, OutlierRules, VariantUnits } from './exposed-units.js';
export type { Measure, UnitMetric } from './unit-metric.js';
export { requestAttributes } from './audience.js';
export type { Audience, AudienceQuery, ExposedPhase } from './audience.js';
export type {
  BaselineQuery,
  EventMoments,
  MomentsQuery,
  PreExposure,
  QuantileMoments,
  Sums,
  VariantMoments,
} from './event-moments.js';
export type { CreditCount, CreditQuery, EventCredit, InterleavedPage } from './page-credit.js';
export type {
  AuditEntry,
  AuditQuery,
  ChangeNote,
  PutResult,
  RecordChange,
  RecordStore,
  StoredRecord,
} from './record-store.js';
export type { ProductActionCount, ProductActionsQuery } from './product-actions.js';
export { queryKinds } from './query-report.js';
export type {
  QueryDetail,
  QueryDetailQuery,
  QueryKind,
  QueryPosition,
  QueryProduct,
  QueryReport,
  QueryReportQuery,
  QueryStats,
  QueryStep,
  Revenue,
  SearchStats,
} from './query-report.js';
export { StorageError } from './error.js';
export type { StorageErrorCode } from './error.js';
export { openEmbeddedStorage } from './embedded/open-storage.js';
export type { EmbeddedStorageOptions } from './embedded/open-storage.js';
export type { OpenSearchStorageOptions } from './opensearch/options.js';

/** The adapter for OpenSearch, loaded only by the processes that use it. */
export const loadOpenSearchStorage = () => import('./opensearch/index.js');

/** The adapter of events for OpenSearch, loaded only by the processes that use it. */
export const loadOpenSearchEvents = () => import('./opensearch/events/index.js');
