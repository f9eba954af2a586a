import type { Client } from '@opensearch-project/opensearch';
import { type BulkItem, type BulkOptions, refusedOperation, sendBulk } from '@weir/opensearch';
import type { ProductDocument } from './document.js';

/** One product to write or, without a document, to delete. */
export interface Write {
  readonly id: string;
  readonly version: number;
  readonly document?: ProductDocument;
}

/** `applied`; `absent`: a deletion of what was not there; `stale`: the index has a newer version. */
export type Outcome = 'applied' | 'absent' | 'stale';

/**
 * Writes products in bulk. Versions make repeating a write harmless. Resolves with an outcome each, in order.
 * @throws OpenSearchError when a write is refused for another reason than its version, or the tries are used up
 */
export function bulkWrite(
  client: Client,
  index: string,
  writes: readonly Write[],
  options: Partial<BulkOptions> = {},
): Promise<readonly Outcome[]> {
  return sendBulk(client, operations(writes), outcomeOf, { ...options, what: 'products', index });
}

function* operations(writes: readonly Write[]): Generator<{ id: string; text: string }, undefined> {
  for (const { id, version, document } of writes) {
    const about = { _id: id, version, version_type: 'external_gte' };
    const text =
      document === undefined
        ? `${JSON.stringify({ delete: about })}\n`
        : `${JSON.stringify({ index: about })}\n${JSON.stringify(document)}\n`;
    yield { id, text };
  }
}

function outcomeOf(item: BulkItem, id: string): Outcome {
  if (item.status === 409) return 'stale';
  if (item.status === 404 && item.error === undefined) return 'absent';
  if (item.error !== undefined) throw refusedOperation(`the product "${id}"`, item);
  return 'applied';
}
