import type { Client } from '@opensearch-project/opensearch';
import { type BulkItem, refusedOperation, sendBulk } from '@weir/opensearch';

/** A write of one document. */
export interface DocumentWrite {
  readonly id: string;
  /** Absent: the document is deleted. */
  readonly source?: object;
  /** What must hold for it to be written, as the bulk API takes it, e.g. `{ if_seq_no: 4, if_primary_term: 1 }`. */
  readonly condition?: object;
  /** Written only where there is no document of this id. */
  readonly isNew?: boolean;
}

/** Its position, or that its condition did not hold. */
export type WriteOutcome = { readonly kind: 'written'; readonly position: number } | { readonly kind: 'conflict' };

/**
 * Writes documents in order; resolves, when durable, with an outcome each. What a busy cluster refuses and what is not
 * answered is sent again, so that a write may be applied twice and a condition fail because the write itself was applied.
 * @param what what is written, for errors: `products`
 */
export function writeDocuments(
  client: Client,
  index: string,
  writes: readonly DocumentWrite[],
  what: string,
): Promise<readonly WriteOutcome[]> {
  // One request at a time: what comes later in the list is what counts.
  const options = { index, what, concurrency: 1 };
  return sendBulk(client, operations(writes), (item, id) => outcomeOf(item, `${what} "${id}"`), options);
}

/** Writes one document. */
export async function writeDocument(
  client: Client,
  index: string,
  write: DocumentWrite,
  what: string,
): Promise<WriteOutcome> {
  const [outcome] = await writeDocuments(client, index, [write], what);
  return outcome!;
}

function* operations(writes: readonly DocumentWrite[]): Generator<{ id: string; text: string }, undefined> {
  for (const { id, source, condition, isNew } of writes) {
    const about = { _id: id, ...condition };
    const action = source === undefined ? { delete: about } : isNew === true ? { create: about } : { index: about };
    const document = source === undefined ? '' : `${JSON.stringify(source)}\n`;
    yield { id, text: `${JSON.stringify(action)}\n${document}` };
  }
}

function outcomeOf(item: BulkItem, what: string): WriteOutcome {
  if (item.status === 409) return { kind: 'conflict' };
  if (item.error !== undefined || item._seq_no === undefined) throw refusedOperation(what, item);
  return { kind: 'written', position: item._seq_no + 1 };
}
