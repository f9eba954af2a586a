import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';

/** The keys of all products of an index as it is when the first is asked for, in the order of their bytes. */
export async function* readKeys(client: Client, index: string): AsyncGenerator<string, undefined> {
  const opened = client.createPit({ index: [index], keep_alive: keepAlive });
  const { pit_id: id } = await asked<{ readonly pit_id: string }>('reading keys', opened);
  try {
    let after: readonly [string] | undefined;
    do {
      const body: object = {
        ...{ size: pageSize, track_total_hits: false, _source: false, sort: [{ key: 'asc' }] },
        pit: { id, keep_alive: keepAlive },
        ...(after !== undefined && { search_after: after }),
      };
      const { hits } = await asked<KeysAnswer>('reading keys', client.search({ body }));
      for (const { sort } of hits.hits) yield sort[0];
      after = hits.hits.at(-1)?.sort;
    } while (after !== undefined);
  } finally {
    await asked('closing a view', client.deletePit({ body: { pit_id: [id] } }));
  }
}

const pageSize = 5_000;
const keepAlive = '10m';

interface KeysAnswer {
  readonly hits: { readonly hits: readonly { readonly sort: readonly [string] }[] };
}
