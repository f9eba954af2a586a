import type { RecordStore } from '@weir/storage';
import { changeRecord } from '../change-record.js';
import { missing } from '../set-key.js';
import type { QueryRunRecord, RunQueryResult } from './query-run.js';

const runsOf = (querySet: string): string => `query-runs/${querySet}`;
const queriesOf = (id: string): string => `query-run-queries/${id}`;
const pageSize = 500;
/** Between the query set's key, which has none, and what tells its runs apart. */
const mark = '~';

/** Runs, kept in a RecordStore: one record that tells of the run, and its queries in pages. */
export class RunBook {
  constructor(private readonly records: RecordStore) {}

  static idOf(querySet: string, own: string): string {
    return `${querySet}${mark}${own}`;
  }

  /** Newest first. */
  async list(querySet: string): Promise<readonly QueryRunRecord[]> {
    const runs = (await this.records.list(runsOf(querySet))).map(({ value }) => value as QueryRunRecord);
    return runs.sort((one, other) => other.started_at - one.started_at);
  }

  /** @throws ApiError NOT_FOUND */
  async get(id: string): Promise<QueryRunRecord> {
    const record = await this.records.get(collectionOf(id), id);
    if (record === undefined) throw missing('run', id);
    return record.value as QueryRunRecord;
  }

  /** In the order in which they were written. */
  async queries(id: string): Promise<readonly RunQueryResult[]> {
    const pages = await this.records.list(queriesOf(id));
    return pages.flatMap(({ value }) => value as readonly RunQueryResult[]);
  }

  /** Writes what follows from a run that still runs; one that has ended stays as it is. */
  async change(run: QueryRunRecord, action: string, change: Partial<QueryRunRecord> = {}): Promise<QueryRunRecord> {
    const record = await changeRecord<QueryRunRecord>(this.records, {
      ...{ collection: collectionOf(run.id), key: run.id, who: run.author, at: change.seen_at ?? run.seen_at, action },
      to: (current) => {
        const before = (current?.value as QueryRunRecord | undefined) ?? run;
        return before.state === 'running' ? { ...before, ...change } : undefined;
      },
    });
    return record!.value as QueryRunRecord;
  }

  async keepQueries({ id, author, seen_at: at }: QueryRunRecord, queries: readonly RunQueryResult[]): Promise<void> {
    for (let from = 0; from < queries.length; from += pageSize) {
      const page = queries.slice(from, from + pageSize);
      const key = String(from / pageSize).padStart(6, '0');
      await changeRecord(this.records, {
        ...{ collection: queriesOf(id), key, who: author, at, action: 'measure' },
        to: () => page,
      });
    }
  }
}

function collectionOf(id: string): string {
  return runsOf(id.slice(0, Math.max(0, id.lastIndexOf(mark))));
}
