import type { AuditEntry, ChangeNote, StoredRecord } from '../record-store.js';

/** A record with the change that made it so, in one document: both are written or neither. */
export interface RecordSource {
  readonly collection: string;
  readonly key: string;
  readonly version: number;
  /** JSON. */
  readonly value: string;
  readonly change: ChangeSource;
}

/** A change that was followed by another, as it is kept for good. */
export interface PastChangeSource extends Omit<RecordSource, 'change'> {
  readonly sequence: number;
  readonly change: ChangeSource;
}

interface ChangeSource extends ChangeNote {
  /** The record before, JSON; absent for one that was created. */
  readonly before?: string;
  /** Drawn at random: tells this write from others of the same version. */
  readonly write: string;
}

export function toRecord({ key, version, value }: RecordSource): StoredRecord {
  return { key, version, value: JSON.parse(value) as unknown };
}

export function toEntry({ collection, key, version, value, sequence, change }: PastChangeSource): AuditEntry {
  const { who, at, action, reason, before } = change;
  return {
    ...{ sequence, collection, key, version, who, at, action, reason },
    before: before === undefined ? undefined : (JSON.parse(before) as unknown),
    after: JSON.parse(value) as unknown,
  };
}

export function recordId({ collection, key }: { readonly collection: string; readonly key: string }): string {
  return `${encodeURIComponent(collection)}/${encodeURIComponent(key)}`;
}

export function pastChangeId(record: Pick<RecordSource, 'collection' | 'key' | 'version'>): string {
  return `${recordId(record)}/${record.version}`;
}
