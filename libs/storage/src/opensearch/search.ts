import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import type { Cluster } from './cluster.js';
import { lastPosition } from './last-position.js';

/** A document with its place in the order of all writes of its index. */
export interface LogEntry<Source> {
  readonly id: string;
  /** `_seq_no` + 1 of its last write. */
  readonly position: number;
  readonly source: Source;
}

export interface LogRange {
  readonly after: number;
  /** Inclusive; of `visiblePosition`, so that nothing appears later between what was read. */
  readonly until: number;
  /** What documents must match beside. */
  readonly filter?: readonly object[];
  /** Fields of the source. @defaultValue all */
  readonly fields?: readonly string[];
}

/** A few megabytes of documents and vectors. */
const perPage = 500;

/** Makes what was acknowledged visible to searches. */
export async function refresh(client: Client, index: string): Promise<void> {
  await asked('making writes visible', client.indices.refresh({ index }));
}

/** `lastPosition`; searches see every write up to it. */
export async function visiblePosition(client: Client, index: string): Promise<number> {
  const position = await lastPosition(client, index);
  await refresh(client, index);
  return position;
}

/**
 * Documents whose last write lies in a range of positions, in the order of the writes, page by page. One that is written
 * again while the pages are read has a position above `until` then, and may or may not come before.
 */
export async function* readLog<Source>(
  cluster: Cluster,
  index: string,
  { after, until, filter = [], fields }: LogRange,
): AsyncGenerator<readonly LogEntry<Source>[], void, undefined> {
  for (let position = after; position < until;) {
    const between = { range: { _seq_no: { gte: position, lt: until } } };
    const query = { bool: { filter: [between, ...filter] } };
    const body = { size: perPage, _source: fields ?? true, query, sort: [{ _seq_no: 'asc' }] };
    const page = await cluster.use((client) => search<Source>(client, index, body));
    if (page.length === 0) return;
    yield page;
    position = page.at(-1)!.position;
  }
}

/** Documents in the order of a field that no two of them share and that never changes, page by page. */
export async function* readInOrder<Field extends string, Source extends Readonly<Record<Field, string | number>>>(
  cluster: Cluster,
  index: string,
  { field, filter }: { readonly field: Field; readonly filter: readonly object[] },
): AsyncGenerator<readonly LogEntry<Source>[], void, undefined> {
  let last: string | number | undefined;
  do {
    const beyond = last === undefined ? [] : [{ range: { [field]: { gt: last } } }];
    const query = { bool: { filter: [...filter, ...beyond] } };
    const body = { size: perPage, query, sort: [{ [field]: 'asc' }] };
    const page = await cluster.use((client) => search<Source>(client, index, body));
    if (page.length > 0) yield page;
    last = page.length < perPage ? undefined : page.at(-1)!.source[field];
  } while (last !== undefined);
}

/** Documents of one search. It asks the first copy of the shard, which is the one that `lastPosition` tells of. */
export async function search<Source>(
  client: Client,
  index: string,
  body: object,
): Promise<readonly LogEntry<Source>[]> {
  const request = { index, preference: '_primary', filter_path: ['hits.hits'] };
  const whole = { track_total_hits: false, seq_no_primary_term: true, ...body };
  const { hits } = await asked<SearchAnswer<Source>>('reading', client.search({ ...request, body: whole }));
  return (hits?.hits ?? []).map(({ _id: id, _seq_no: sequence, _source: source }) => ({
    id,
    position: sequence + 1,
    source,
  }));
}

interface SearchAnswer<Source> {
  readonly hits?: {
    readonly hits: readonly { readonly _id: string; readonly _seq_no: number; readonly _source: Source }[];
  };
}
