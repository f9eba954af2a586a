import { randomUUID } from 'node:crypto';
import type { Client } from '@opensearch-project/opensearch';
import type { AuditEntry, AuditQuery, PutResult, RecordChange, RecordStore, StoredRecord } from '../record-store.js';
import type { Cluster } from './cluster.js';
import type { StorageIndices } from './definitions.js';
import { lastPosition } from './last-position.js';
import { LastChanges } from './last-changes.js';
import { type FoundDocument, readDocuments, unchanged } from './read-documents.js';
import { readInOrder, readLog, refresh, visiblePosition } from './search.js';
import {
  type PastChangeSource,
  pastChangeId,
  recordId,
  type RecordSource,
  toEntry,
  toRecord,
} from './record-source.js';
import { writeDocument } from './write-documents.js';

/**
 * Records in one index, their changes in another. A record's document holds its last change, so that both are written
 * together; that change is copied to the index of changes before the record is written again. The log is what lies there
 * and the last change of every record: a process that dies anywhere leaves it whole.
 */
export class OpenSearchRecords implements RecordStore {
  private readonly index: string;
  private readonly changes: string;
  private readonly lastChanges: LastChanges;

  constructor(
    private readonly cluster: Cluster,
    { records, changes }: Pick<StorageIndices, 'records' | 'changes'>,
  ) {
    this.index = records.name;
    this.changes = changes.name;
    this.lastChanges = new LastChanges(this.index);
  }

  get(collection: string, key: string): Promise<StoredRecord | undefined> {
    return this.cluster.use(async (client) => {
      const found = await this.find(client, { collection, key });
      return found && toRecord(found.source);
    });
  }

  async list(collection: string): Promise<readonly StoredRecord[]> {
    await this.cluster.use((client) => refresh(client, this.index));
    const records: StoredRecord[] = [];
    const wanted = { field: 'key', filter: [{ term: { collection } }] } as const;
    for await (const page of readInOrder<'key', RecordSource>(this.cluster, this.index, wanted)) {
      records.push(...page.map(({ source }) => toRecord(source)));
    }
    return records;
  }

  put(change: RecordChange): Promise<PutResult> {
    return this.cluster.use(async (client) => {
      const current = await this.find(client, change);
      if ((current?.source.version ?? 0) !== change.expected) return conflict(current);
      if (current !== undefined) await this.keepChange(client, current);
      const source = sourceOf(change, current?.source);
      const write = {
        id: recordId(change),
        source,
        ...(current ? { condition: unchanged(current) } : { isNew: true }),
      };
      const { kind } = await writeDocument(client, this.index, write, 'the record');
      if (kind === 'written') return { kind, record: toRecord(source) };
      const now = await this.find(client, change);
      return (await this.isWritten(client, source, now))
        ? { kind: 'written', record: toRecord(source) }
        : conflict(now);
    });
  }

  async audit({ collection, key, after = 0, limit = 1000 }: AuditQuery): Promise<readonly AuditEntry[]> {
    const { cluster } = this;
    const until = await cluster.use((client) => visiblePosition(client, this.index));
    const filter = [{ term: { collection } }, ...(key === undefined ? [] : [{ term: { key } }])];
    const entries = new Map<number, AuditEntry>();
    // Records before changes: the last change of one that is written again meanwhile is among the changes by then.
    const last = readLog<RecordSource>(cluster, this.index, { after, until, filter });
    for await (const page of upTo(limit, last)) {
      for (const { source, position } of page) entries.set(position, toEntry({ ...source, sequence: position }));
    }
    await cluster.use((client) => refresh(client, this.changes));
    const wanted = {
      field: 'sequence',
      filter: [...filter, { range: { sequence: { gt: after, lte: until } } }],
    } as const;
    const past = readInOrder<'sequence', PastChangeSource>(cluster, this.changes, wanted);
    for await (const page of upTo(limit, past)) {
      for (const { source } of page) entries.set(source.sequence, toEntry(source));
    }
    return [...entries.values()].sort((one, other) => one.sequence - other.sequence).slice(0, limit);
  }

  lastChange(collection: string): Promise<number> {
    return this.cluster.use((client) => this.lastChanges.of(client, collection));
  }

  /**
   * Keeps the change that a record's document tells of for good; does nothing where that was done. It is not done before
   * the write is on every copy: what a failing node takes back must not stay in the log.
   */
  private async keepChange(client: Client, { source, sequence }: FoundDocument<RecordSource>): Promise<void> {
    await lastPosition(client, this.index);
    const past: PastChangeSource = { ...source, sequence: sequence + 1 };
    const write = { id: pastChangeId(source), source: past, isNew: true };
    await writeDocument(client, this.changes, write, 'the change');
  }

  /** Whether a write that was refused is there all the same: its answer was lost, and it was sent again. */
  private async isWritten(
    client: Client,
    source: RecordSource,
    now: FoundDocument<RecordSource> | undefined,
  ): Promise<boolean> {
    const isIt = (found: FoundDocument<RecordSource> | undefined): boolean =>
      found?.source.change.write === source.change.write;
    if (isIt(now)) return true;
    const [past] = await readDocuments<PastChangeSource>(client, this.changes, [pastChangeId(source)]);
    return isIt(past);
  }

  private async find(
    client: Client,
    record: { readonly collection: string; readonly key: string },
  ): Promise<FoundDocument<RecordSource> | undefined> {
    const [found] = await readDocuments<RecordSource>(client, this.index, [recordId(record)]);
    return found;
  }
}

function sourceOf({ collection, key, expected, value, note }: RecordChange, before?: RecordSource): RecordSource {
  const { who, at, action, reason } = note;
  return {
    ...{ collection, key, version: expected + 1, value: JSON.stringify(value) },
    change: { who, at, action, reason, ...(before && { before: before.value }), write: randomUUID() },
  };
}

function conflict(current: FoundDocument<RecordSource> | undefined): PutResult {
  return { kind: 'conflict', current: current && toRecord(current.source) };
}

/** Pages until so many entries have come. */
async function* upTo<Entry>(
  limit: number,
  pages: AsyncIterable<readonly Entry[]>,
): AsyncGenerator<readonly Entry[], void, undefined> {
  let seen = 0;
  if (limit <= 0) return;
  for await (const page of pages) {
    yield page;
    seen += page.length;
    if (seen >= limit) return;
  }
}
