import { invalidArgument } from '@weir/contracts';
import { changeRecord } from './change-record.js';
import { inBatches } from './in-batches.js';
import type { BookOptions } from './judgment-book.js';
import { queryFault, queryId, queryText } from './query-id.js';
import { checkedName, missing, type NewSet, taken } from './set-key.js';

interface StoredQuerySet {
  readonly name: string;
  /** Key of the judgment set of its runs; empty where none was chosen. */
  readonly judgment_set: string;
  /** ms since 1970. */
  readonly created_at: number;
}

/** A set and how many queries it has. */
export interface QuerySetSummary extends StoredQuerySet {
  readonly key: string;
  readonly queries: number;
}

/** One query of a set. */
export interface KeptQuery {
  readonly id: string;
  readonly text: string;
}

/** A query that was taken out stays as a record, as records do. */
interface StoredQuery extends KeptQuery {
  readonly removed?: boolean;
}

const sets = 'query-sets';
const queriesOf = (key: string): string => `queries/${key}`;
const mostQueries = 10_000;

/** Query sets, kept in a RecordStore, a record a query. */
export class QuerySetBook {
  constructor(private readonly options: BookOptions) {}

  /** By key. */
  async list(): Promise<readonly QuerySetSummary[]> {
    const stored = await this.options.records.list(sets);
    return Promise.all(
      stored.map(async ({ key, value }) => ({
        key,
        ...(value as StoredQuerySet),
        queries: (await this.queriesOf(key)).length,
      })),
    );
  }

  async create(set: NewSet & { readonly judgmentSet: string }): Promise<QuerySetSummary> {
    const value: StoredQuerySet = {
      name: checkedName(set),
      judgment_set: set.judgmentSet,
      created_at: this.options.clock(),
    };
    const note = { who: set.who, at: value.created_at, action: 'create', reason: '' };
    const written = await this.options.records.put({ collection: sets, key: set.key, expected: 0, value, note });
    if (written.kind === 'conflict') throw taken('query set', set.key);
    return { key: set.key, ...value, queries: 0 };
  }

  /**
   * A set, its queries in the order of their words.
   * @throws ApiError NOT_FOUND
   */
  async get(key: string): Promise<{ readonly set: QuerySetSummary; readonly queries: readonly KeptQuery[] }> {
    const record = await this.options.records.get(sets, key);
    if (record === undefined) throw missing('query set', key);
    const queries = await this.queriesOf(key);
    return { set: { key, ...(record.value as StoredQuerySet), queries: queries.length }, queries };
  }

  /** Adds queries; one that differs from another in case and space only is the same. */
  async add(
    key: string,
    { queries, who }: { readonly queries: readonly Partial<KeptQuery>[]; readonly who: string },
  ): Promise<{ readonly added: number; readonly known: number; readonly set: QuerySetSummary }> {
    checkQueries(queries);
    await this.get(key);
    const byId = new Map(queries.map((query) => [queryId(query.text ?? ''), query]));
    const at = this.options.clock();
    const isNew = await inBatches([...byId], async ([own, { id = '', text = '' }]) => {
      let added = false;
      await changeRecord<StoredQuery>(this.options.records, {
        ...{ collection: queriesOf(key), key: own, who, at, action: 'add' },
        to: (current) => {
          const before = current?.value as StoredQuery | undefined;
          added = before === undefined || before.removed === true;
          return added ? { id: id === '' ? own : id, text: queryText(text) } : undefined;
        },
      });
      return added;
    });
    const added = isNew.filter(Boolean).length;
    return { added, known: queries.length - added, set: (await this.get(key)).set };
  }

  async remove(
    key: string,
    { queries, who }: { readonly queries: readonly string[]; readonly who: string },
  ): Promise<{ readonly removed: number; readonly set: QuerySetSummary }> {
    checkQueries(queries.map((text) => ({ text })));
    await this.get(key);
    const at = this.options.clock();
    const removed = await inBatches([...new Set(queries.map(queryId))], async (own) => {
      let was = false;
      await changeRecord<StoredQuery>(this.options.records, {
        ...{ collection: queriesOf(key), key: own, who, at, action: 'remove' },
        to: (current) => {
          const before = current?.value as StoredQuery | undefined;
          was = before !== undefined && before.removed !== true;
          return was ? { ...before!, removed: true } : undefined;
        },
      });
      return was;
    });
    return { removed: removed.filter(Boolean).length, set: (await this.get(key)).set };
  }

  private async queriesOf(key: string): Promise<readonly KeptQuery[]> {
    const stored = (await this.options.records.list(queriesOf(key))).map(({ value }) => value as StoredQuery);
    return stored
      .flatMap(({ id, text, removed }) => (removed === true ? [] : [{ id, text }]))
      .sort((one, other) => (one.text < other.text ? -1 : 1));
  }
}

function checkQueries(queries: readonly Partial<KeptQuery>[]): void {
  const field = 'queries';
  if (queries.length === 0 || queries.length > mostQueries)
    throw invalidArgument([{ field, description: `must be 1 to ${mostQueries} queries, and are ${queries.length}` }]);
  const wrong = queries.flatMap(({ text = '' }, at) => {
    const fault = queryFault(text);
    return fault === undefined ? [] : [{ field: `${field}[${at}].text`, description: fault }];
  });
  if (wrong.length > 0) throw invalidArgument(wrong.slice(0, 20));
}
