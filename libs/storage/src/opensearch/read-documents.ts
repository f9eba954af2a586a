import type { Client } from '@opensearch-project/opensearch';
import { asked, reasonOf } from '@weir/opensearch';
import { StorageError } from '../error.js';

/** A document as it is now, whether searches see it yet or not. */
export interface FoundDocument<Source> {
  readonly source: Source;
  readonly sequence: number;
  readonly term: number;
}

/** Documents looked up by one request. */
const idsPerRequest = 1000;

/**
 * Documents by id, in the order of `ids`; undefined where there is none.
 * @param fields of the source; absent: all
 */
export async function readDocuments<Source>(
  client: Client,
  index: string,
  ids: readonly string[],
  fields?: readonly string[],
): Promise<readonly (FoundDocument<Source> | undefined)[]> {
  const found: (FoundDocument<Source> | undefined)[] = [];
  for (let from = 0; from < ids.length; from += idsPerRequest) {
    const body: object = { ids: ids.slice(from, from + idsPerRequest) };
    const request = client.mget({ index, ...(fields !== undefined && { _source_includes: [...fields] }), body });
    const { docs } = await asked<DocumentsAnswer<Source>>('reading', request);
    found.push(...docs.map(toFound));
  }
  return found;
}

/** The condition that a document has not been written since it was read. */
export function unchanged({ sequence, term }: FoundDocument<unknown>): object {
  return { if_seq_no: sequence, if_primary_term: term };
}

function toFound<Source>(answer: DocumentAnswer<Source>): FoundDocument<Source> | undefined {
  // A shard that does not answer is no document that is not there.
  if (answer.error !== undefined) {
    const reason = reasonOf({ error: answer.error }) ?? 'a shard does not answer';
    throw new StorageError('UNAVAILABLE', `OpenSearch could not read from the storage: ${reason}; try again.`);
  }
  if (answer.found !== true) return undefined;
  return { source: answer._source as Source, sequence: answer._seq_no!, term: answer._primary_term! };
}

interface DocumentsAnswer<Source> {
  readonly docs: readonly DocumentAnswer<Source>[];
}

interface DocumentAnswer<Source> {
  readonly found?: boolean;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
  readonly _source?: Source;
  readonly error?: { readonly type?: string; readonly reason?: string };
}
