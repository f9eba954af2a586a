export type {
  DocumentStore,
  ProductChange,
  ProductStore,
  ProductVector,
  Storage,
  StoredVector,
} from './product-store.js';
export { usualBots, usualOutliers } from './event-store.js';
export type {
  BotRules,
  CreditQuery,
  EventCredit,
  EventAttributes,
  EventStore,
  ExposureCounts,
  ExposureQuery,
  Measure,
  MomentsQuery,
  OutlierRules,
  PreExposure,
  QuantileMoments,
  StoredEvent,
  StoredExposure,
  Sums,
  UnitMetric,
  VariantMoments,
  VariantUnits,
} from './event-store.js';
export type { CreditCount, InterleavedPage } from './page-credit.js';
export type {
  AuditEntry,
  AuditQuery,
  ChangeNote,
  PutResult,
  RecordChange,
  RecordStore,
  StoredRecord,
} from './record-store.js';
export { StorageError } from './error.js';
export type { StorageErrorCode } from './error.js';
export { openEmbeddedStorage } from './embedded/open-storage.js';
export type { EmbeddedStorageOptions } from './embedded/open-storage.js';
