import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import { parseKey } from './document.js';
import type { ProductSource } from './known-products.js';

/**
 * What products are scored by, in the order of `ids`; undefined where there is none. Read from columns: the stored
 * documents are several times as large.
 */
export async function readColumns(
  client: Client,
  index: string,
  ids: readonly string[],
): Promise<readonly (ProductSource | undefined)[]> {
  const found = new Map<string, ProductSource>();
  for (let from = 0; from < ids.length; from += atOnce) {
    const body: object = {
      size: atOnce,
      track_total_hits: false,
      ...{ _source: false, stored_fields: '_none_', docvalue_fields: ['key', 'state', 'embedding'] },
      query: { constant_score: { filter: { ids: { values: ids.slice(from, from + atOnce) } } } },
    };
    const request = client.search({ index, filter_path: ['hits.hits.fields'], body });
    const { hits } = await asked<ColumnsAnswer>('reading products', request);
    for (const { fields } of hits?.hits ?? []) {
      const { key, state, embedding } = fields;
      const source = { key: key[0], state: state[0], ...(embedding !== undefined && { embedding: embedding[0] }) };
      found.set(parseKey(source.key).id, source);
    }
  }
  return ids.map((id) => found.get(id));
}

/** Products of one request: some megabytes. */
const atOnce = 1000;

interface ColumnsAnswer {
  readonly hits?: {
    readonly hits: readonly {
      readonly fields: {
        readonly key: readonly [string];
        readonly state: readonly [string];
        readonly embedding?: readonly [string];
      };
    }[];
  };
}
