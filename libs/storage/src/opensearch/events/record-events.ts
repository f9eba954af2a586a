import { randomBytes } from 'node:crypto';
import type { Client } from '@opensearch-project/opensearch';
import type { StoredEvent } from '../../stored-event.js';
import { type Claim, claimIds } from './claim-ids.js';
import { createDocuments } from './create-documents.js';
import { eventDocumentId } from './document-id.js';
import { type EventDocument, toEventDocument } from './event-document.js';
import type { EventIndices } from './event-indices.js';
import { getDocuments } from './get-documents.js';

/**
 * Records events that were not recorded before, in two steps: the id is claimed, then its document is created under it,
 * where whoever claimed it first said. Both are created at most once, however many processes do so at the same time, and
 * only who creates the document has recorded the event. A process that dies between the steps leaves a claimed id without
 * a document, which whoever sends the event again makes.
 */
export async function recordEvents(
  client: Client,
  indices: EventIndices,
  events: readonly StoredEvent[],
): Promise<{ readonly recorded: number; readonly duplicates: number }> {
  const first = new Map<string, StoredEvent>();
  for (const event of events) {
    const id = eventDocumentId(event.id);
    if (!first.has(id)) first.set(id, event);
  }
  const wanted = new Map(Array.from(first, ([id, event]) => [id, indices.names.ofEvent(event)]));
  const token = randomBytes(6).toString('base64url');
  const claims = await claimIds(client, indices, wanted);
  const open = [...claims.filter(({ isNew }) => isNew), ...(await withoutDocument(client, claims))];
  const documents = open.map(({ id, index }) => ({ id, index, source: toEventDocument(first.get(id)!, token) }));
  const outcomes = await createDocuments(client, indices, documents, 'events');
  // Those that are there are another's, or of a try of our own whose answer was lost.
  const there = documents.filter((_, at) => outcomes[at] === 'there');
  const found = await getDocuments<Pick<EventDocument, 'weir'>>(client, there, ['weir.token']);
  const others = found.filter((got) => typeof got === 'string' || got.source.weir.token !== token);
  const recorded = documents.length - others.length;
  return { recorded, duplicates: events.length - recorded };
}

/** Of the claims that were there before, those whose document was never written. */
async function withoutDocument(client: Client, claims: readonly Claim[]): Promise<readonly Claim[]> {
  const known = claims.filter(({ isNew }) => !isNew);
  const found = await getDocuments(client, known, []);
  // An index that is no more took the event with it.
  return known.filter((_, at) => found[at] === 'absent');
}
