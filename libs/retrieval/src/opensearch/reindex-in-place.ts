import { connect, OpenSearchError } from '@weir/opensearch';
import { Indices } from './indices.js';
import { indexDefinition, madeOfText } from './mapping.js';
import type { OpenSearchOptions } from './options.js';
import { reindex, type ReindexProgress } from './reindex.js';

/**
 * Copies the index in use into one of the given shards and replicas and puts that into its place, beside whatever
 * processes search and write it; resolves with the name of the new one. One that was interrupted goes on where it was.
 * @throws OpenSearchError REFUSED where there is no index, or where it was made by another version of Weir
 */
export async function reindexInPlace(
  options: OpenSearchOptions,
  onProgress?: (progress: ReindexProgress) => void,
): Promise<string> {
  const client = connect(options);
  try {
    const indices = new Indices(client, options.index);
    const current = await indices.current();
    if (current === undefined) {
      throw new OpenSearchError(
        'REFUSED',
        `there is no index behind ${options.index}: start weir serve, which makes it`,
      );
    }
    const { made_of: made = '{}', fields = [] } = current.meta;
    const { with: madeOf = '' } = JSON.parse(made) as { readonly with?: string };
    const schema = { fields, boosts: fields.map(() => 1) };
    if (madeOfText(schema, madeOf) !== made) {
      const advice = 'start weir serve, which fills a new one from its data folder';
      throw new OpenSearchError('REFUSED', `${current.name} was made by another version of Weir: ${advice}`);
    }
    const { shards = 1, replicas = 0 } = options;
    return await reindex({
      ...{ client, indices, definition: indexDefinition(schema, { shards, replicas, madeOf }) },
      ...(onProgress !== undefined && { onProgress }),
    });
  } finally {
    await client.close();
  }
}
