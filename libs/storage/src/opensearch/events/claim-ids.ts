import type { Client } from '@opensearch-project/opensearch';
import { createDocuments } from './create-documents.js';
import type { EventIndices } from './event-indices.js';
import { getDocuments } from './get-documents.js';

/** What is kept of an id that was recorded. */
interface IdDocument {
  /** Index that the event's document belongs to. */
  readonly index: string;
  readonly forgotten?: true;
}

/** An id that may be recorded, or was. */
export interface Claim {
  readonly id: string;
  readonly index: string;
  /** Whether this call was told that it is the first to name the id, so that there is no document of it yet. */
  readonly isNew: boolean;
}

/**
 * Has every id belong to one index, for good: that of whoever named it first. So a delivery that is repeated meets its
 * first one, though a clock may have put the two into different months. Ids that are forgotten are left out.
 * @param wanted index that a document would go to, by the document's id
 */
export async function claimIds(
  client: Client,
  indices: EventIndices,
  wanted: ReadonlyMap<string, string>,
): Promise<readonly Claim[]> {
  const { ids } = indices.names;
  // Before an id names an index there is one: if it is no more later on, it has been dropped.
  await indices.ensure(wanted.values());
  const documents = Array.from(wanted, ([id, index]) => {
    const source: IdDocument = { index };
    return { index: ids, id, source };
  });
  const outcomes = await createDocuments(client, indices, documents, 'ids of events');
  const claims: Claim[] = documents
    .filter((_, at) => outcomes[at] === 'created')
    .map(({ id, source }) => ({ id, index: source.index, isNew: true }));
  const known = documents.filter((_, at) => outcomes[at] === 'there');
  const found = await getDocuments<IdDocument>(client, known, ['index', 'forgotten']);
  for (const [at, got] of found.entries()) {
    // One that is gone since was deleted with its month.
    if (typeof got === 'string' || got.source.forgotten === true) continue;
    claims.push({ id: known[at]!.id, index: got.source.index, isNew: false });
  }
  return claims;
}
