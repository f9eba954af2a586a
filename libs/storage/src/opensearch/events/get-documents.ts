import type { Client } from '@opensearch-project/opensearch';
import { askedPatiently, OpenSearchError } from '@weir/opensearch';

/** Documents of one request. */
const atOnce = 5000;

export interface DocumentAddress {
  readonly index: string;
  readonly id: string;
}

/** `absent`: there is no such document; `no index`: nor its index. */
export type Got<Source> = { readonly source: Source } | 'absent' | 'no index';

/**
 * Fields of documents by their ids, in order, as they were last acknowledged; no fields ask whether they are there. Read
 * from the primaries: a document that was refused as being there already may not have come to a replica yet.
 */
export async function getDocuments<Source>(
  client: Client,
  addresses: readonly DocumentAddress[],
  fields: readonly string[],
): Promise<readonly Got<Source>[]> {
  const got: Got<Source>[] = [];
  for (let from = 0; from < addresses.length; from += atOnce) {
    const docs = addresses.slice(from, from + atOnce).map(({ index, id }) => ({ _index: index, _id: id }));
    const source = fields.length === 0 ? { _source: false } : { _source_includes: [...fields] };
    const request = { body: { docs }, ...source, preference: '_primary' };
    const { docs: found } = await askedPatiently<MgetAnswer<Source>>('looking for known events', async () => {
      const answer = await client.mget(request);
      checkShards(answer.body as MgetAnswer<Source>);
      return answer;
    });
    got.push(...found.map(gotOf));
  }
  return got;
}

interface MgetAnswer<Source> {
  readonly docs: readonly MgetItem<Source>[];
}

interface MgetItem<Source> {
  readonly _index: string;
  readonly found?: boolean;
  readonly _source: Source;
  readonly error?: { readonly type: string; readonly reason: string };
}

/** A shard that is being moved, or made, is there again a little later. */
function checkShards({ docs }: MgetAnswer<unknown>): void {
  const lost = docs.find(({ error }) => error?.type === 'no_shard_available_action_exception');
  if (lost === undefined) return;
  throw new OpenSearchError('UNREACHABLE', `No shard of ${lost._index} is on a node that runs: start its node again`);
}

function gotOf<Source>({ _index, found, _source, error }: MgetItem<Source>): Got<Source> {
  if (error?.type === 'index_not_found_exception') return 'no index';
  if (error !== undefined)
    throw new OpenSearchError('REFUSED', `OpenSearch refused reading a document of ${_index}: ${error.reason}`);
  return found === true ? { source: _source } : 'absent';
}
