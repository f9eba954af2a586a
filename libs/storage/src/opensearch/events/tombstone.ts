import { randomUUID } from 'node:crypto';
import type { Client } from '@opensearch-project/opensearch';
import { askedPatiently, type BulkItem, refusedOperation, sendBulk } from '@weir/opensearch';
import type { IdHash } from '../../embedded/event-ids.js';
import { hashOfDocument } from './document-id.js';
import type { DocumentAddress } from './get-documents.js';

/** Documents of one tombstone. */
const atOnce = 5000;

/** What is to be forgotten, or was. Whoever reads results leaves these documents out, whether they are deleted yet or not. */
export interface Tombstone {
  /** Hash of the unit that was asked for, until all of its documents are deleted. */
  readonly unit?: string;
  /** Ids of documents by index. */
  readonly documents: Readonly<Record<string, readonly string[]>>;
}

export interface WrittenTombstone extends Tombstone {
  readonly id: string;
}

export function hashesOf({ documents }: Tombstone): readonly IdHash[] {
  return Object.values(documents).flat().map(hashOfDocument);
}

export function addressesOf({ documents }: Tombstone): readonly DocumentAddress[] {
  return Object.entries(documents).flatMap(([index, ids]) => ids.map((id) => ({ index, id })));
}

export function tombstonesOf(unit: string, addresses: readonly DocumentAddress[]): readonly WrittenTombstone[] {
  const tombstones: WrittenTombstone[] = [];
  for (let from = 0; from < addresses.length; from += atOnce) {
    const documents: Record<string, string[]> = {};
    for (const { index, id } of addresses.slice(from, from + atOnce)) (documents[index] ??= []).push(id);
    tombstones.push({ id: randomUUID(), unit, documents });
  }
  return tombstones;
}

export async function writeTombstones(
  client: Client,
  index: string,
  tombstones: readonly WrittenTombstone[],
): Promise<void> {
  const operations = tombstones.map(({ id, ...tombstone }) => ({
    id,
    text: `{"index":{"_id":"${id}"}}\n${JSON.stringify(tombstone)}\n`,
  }));
  await sendBulk(client, operations, checkWritten, { index, what: 'what is forgotten' });
}

/** Tombstones of a unit whose documents may not all be deleted: the process that wrote them stopped. */
export async function unfinishedTombstones(
  client: Client,
  index: string,
  unit: string,
): Promise<readonly WrittenTombstone[]> {
  await askedPatiently('looking for what is forgotten', () => client.indices.refresh({ index }));
  const query = { size: 1000, query: { term: { unit } } };
  const { hits } = await askedPatiently<SearchAnswer>('looking for what is forgotten', () =>
    client.search({ index, preference: '_primary', allow_partial_search_results: false, body: query }),
  );
  return hits.hits.map(({ _id, _source }) => ({ id: _id, ..._source }));
}

interface SearchAnswer {
  readonly hits: { readonly hits: readonly { readonly _id: string; readonly _source: Tombstone }[] };
}

function checkWritten(item: BulkItem): void {
  if (item.error !== undefined) throw refusedOperation('what is to be forgotten', item);
}
