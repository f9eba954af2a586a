import type { Client } from '@opensearch-project/opensearch';
import { type BulkItem, refusedOperation, sendBulk } from '@weir/opensearch';
import type { Forgotten } from '../../event-store.js';
import { eventDocumentId, exposureDocumentIdOf } from './document-id.js';
import type { EventIndices } from './event-indices.js';
import { type DocumentAddress, getDocuments } from './get-documents.js';
import type { UnitDocuments } from './replica.js';
import { addressesOf, tombstonesOf, unfinishedTombstones, writeTombstones } from './tombstone.js';

/**
 * Deletes what is known of a unit. Tombstones come first: from then on no process counts the documents, and whoever asks
 * again after a failure knows what was left to delete. The last to go is the unit's name on them.
 */
export async function forgetEvents(
  client: Client,
  indices: EventIndices,
  found: UnitDocuments & { readonly unit: string },
): Promise<Forgotten> {
  const { names } = indices;
  await indices.ensure([names.forgotten]);
  const earlier = await unfinishedTombstones(client, names.forgotten, found.unit);
  const fresh = tombstonesOf(found.unit, [
    ...(await locate(client, names.ids, found.eventIds)),
    ...found.exposures.map(({ hash, at }) => ({
      index: names.dated('exposures', at),
      id: exposureDocumentIdOf(hash),
    })),
  ]);
  await writeTombstones(client, names.forgotten, fresh);
  const all = [...earlier, ...fresh];
  await erase(client, indices, all.flatMap(addressesOf));
  const finished = all.map(({ id, documents }) => ({ id, documents }));
  await writeTombstones(client, names.forgotten, finished);
  return { deleted: found.eventIds.length + found.exposures.length, units: found.units };
}

/** Where the documents of events are. */
async function locate(client: Client, ids: string, eventIds: readonly string[]): Promise<readonly DocumentAddress[]> {
  const documents = eventIds.map((id) => ({ index: ids, id: eventDocumentId(id) }));
  const got = await getDocuments<{ readonly index: string }>(client, documents, ['index']);
  return documents.flatMap(({ id }, at) => {
    const each = got[at]!;
    // Without an id its month has been dropped.
    return typeof each === 'string' ? [] : [{ index: each.source.index, id }];
  });
}

/** Ids are refused from here on, before their documents go: none comes back in between. */
async function erase(client: Client, { names }: EventIndices, documents: readonly DocumentAddress[]): Promise<void> {
  const ids = documents
    .filter(({ index }) => names.parse(index)?.kind !== 'exposures')
    .map(({ index, id }) => ({
      id,
      text: `{"index":{"_id":"${id}"}}\n${JSON.stringify({ index, forgotten: true })}\n`,
    }));
  await sendBulk(client, ids, checkErased, { index: names.ids, what: 'ids of forgotten events' });
  const deletions = documents.map(({ index, id }) => ({
    id,
    text: `{"delete":{"_index":"${index}","_id":"${id}"}}\n`,
  }));
  await sendBulk(client, deletions, checkErased, { what: 'deletions of events' });
}

/** What is not there need not be deleted. */
function checkErased(item: BulkItem, id: string): void {
  if (item.status !== 404 && item.error !== undefined) throw refusedOperation(`to forget ${id}`, item);
}
