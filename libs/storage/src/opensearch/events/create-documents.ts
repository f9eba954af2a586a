import type { Client } from '@opensearch-project/opensearch';
import { type BulkItem, OpenSearchError, refusedOperation, sendBulk } from '@weir/opensearch';
import type { EventIndices } from './event-indices.js';
import type { DocumentAddress } from './get-documents.js';

/** A document to be written where there is none of its id. */
export interface NewDocument extends DocumentAddress {
  readonly source: object;
}

/** `there`: there was one of this id, which stays; it may be of a try of our own whose answer was lost. */
export type Creation = 'created' | 'there';

/** Creates documents in indices that are made where there are none. `what` they are, in errors. Outcomes in order. */
export async function createDocuments(
  client: Client,
  indices: EventIndices,
  documents: readonly NewDocument[],
  what: string,
): Promise<readonly Creation[]> {
  const outcomes: Creation[] = [];
  let left = documents.map((document, place) => ({ ...document, place }));
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt > 1) throw new OpenSearchError('REFUSED', `An index is deleted while ${what} are written to it`);
    await indices.ensure(left.map(({ index }) => index));
    const answers = await sendBulk(client, operations(left), (item) => outcomeOf(item, what), { what });
    const homeless: typeof left = [];
    for (const [at, answer] of answers.entries()) {
      if (answer === 'no index') homeless.push(left[at]!);
      else outcomes[left[at]!.place] = answer;
    }
    left = homeless;
    // Deleted since this process made it, or found it.
    indices.distrust(left.map(({ index }) => index));
  }
  return outcomes;
}

function* operations(documents: readonly NewDocument[]): Generator<{ id: string; text: string }, undefined> {
  for (const { index, id, source } of documents) {
    yield { id, text: `{"create":{"_index":"${index}","_id":"${id}"}}\n${JSON.stringify(source)}\n` };
  }
}

function outcomeOf(item: BulkItem, what: string): Creation | 'no index' {
  if (item.status === 409) return 'there';
  if (item.error === undefined) return 'created';
  if (item.error.type === 'index_not_found_exception') return 'no index';
  throw refusedOperation(`one of the ${what}`, item);
}
