export type {
  DocumentStore,
  ProductChange,
  ProductStore,
  ProductVector,
  Storage,
  StoredVector,
} from './product-store.js';
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
