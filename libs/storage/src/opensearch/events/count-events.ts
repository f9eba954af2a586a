import type { Client } from '@opensearch-project/opensearch';
import { askedPatiently } from '@weir/opensearch';
import { readHeads } from './index-heads.js';
import type { IndexNames } from './index-names.js';

/** Events that were acknowledged before the call. */
export async function countEvents(client: Client, names: IndexNames): Promise<number> {
  const heads = await readHeads(client, names, ['events', 'queries']);
  if (heads.length === 0) return 0;
  const index = heads.map((head) => head.index);
  await askedPatiently('making new events visible', () => client.indices.refresh({ index }));
  const { count } = await askedPatiently<{ readonly count: number }>('counting events', () =>
    client.count({ index, preference: '_primary' }),
  );
  return count;
}
