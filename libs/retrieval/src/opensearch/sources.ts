import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import type { ProductDocument } from './document.js';

/** Documents by id, in order; undefined where there is none. Newest state, also of what no search sees yet. */
export async function readSources<Source = ProductDocument>(
  client: Client,
  index: string,
  ids: readonly string[],
  fields?: readonly string[],
): Promise<readonly (Source | undefined)[]> {
  const found: (Source | undefined)[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const page = ids.slice(from, from + atOnce);
    const request = {
      index,
      ...(fields !== undefined && { _source_includes: [...fields] }),
      // Without the ids, those that are not there would leave no place.
      filter_path: ['docs._id', 'docs._source'],
      body: { ids: page },
    };
    const { docs } = await asked<{ docs: readonly { _source?: Source }[] }>('reading products', client.mget(request));
    found.push(...page.map((_, at) => docs[at]?._source));
  }
  return found;
}

/** Products of one request: some megabytes. */
const atOnce = 1000;
