/** A document with the count of its changes. */
export interface StoredRecord {
  readonly key: string;
  /** 1 when it was created, one more with each change. */
  readonly version: number;
  /** JSON. */
  readonly value: unknown;
}

/** Who changed something, when and why. */
export interface ChangeNote {
  readonly who: string;
  /** ms since 1970. */
  readonly at: number;
  /** In a word: `create`, `update`, `stop`. */
  readonly action: string;
  readonly reason: string;
}

/** A write of one record. */
export interface RecordChange {
  readonly collection: string;
  readonly key: string;
  /** Version that the writer read, 0 for a record that is not there yet. */
  readonly expected: number;
  /** JSON. */
  readonly value: unknown;
  readonly note: ChangeNote;
}

/** A change as it is kept for good. */
export interface AuditEntry extends ChangeNote {
  /** Grows with every change of any record, never repeats. */
  readonly sequence: number;
  readonly collection: string;
  readonly key: string;
  /** The record's version after the change. */
  readonly version: number;
  /** The record before and after; before is undefined for one that was created. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The record as written, or what is there instead of the version that was expected. */
export type PutResult =
  | { readonly kind: 'written'; readonly record: StoredRecord }
  | { readonly kind: 'conflict'; readonly current: StoredRecord | undefined };

export interface AuditQuery {
  readonly collection: string;
  /** Only of this record. */
  readonly key?: string;
  /** Only after this sequence. @defaultValue 0 */
  readonly after?: number;
  /** @defaultValue 1000 */
  readonly limit?: number;
}

/**
 * Port: documents that people edit. A write names the version that it read; of those that read the same one exactly one
 * is written, and none is lost silently. Every write leaves an entry in the audit log, together or not at all; the log
 * only grows. What a method acknowledged is on disk.
 */
export interface RecordStore {
  get(collection: string, key: string): Promise<StoredRecord | undefined>;
  /** By key. */
  list(collection: string): Promise<readonly StoredRecord[]>;
  put(change: RecordChange): Promise<PutResult>;
  /** In the order of the changes. */
  audit(query: AuditQuery): Promise<readonly AuditEntry[]>;
  /** Sequence of the collection's last change, 0 if there was none: who polls it knows when to read again. */
  lastChange(collection: string): Promise<number>;
}
