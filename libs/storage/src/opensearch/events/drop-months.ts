import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import { type DatedKind, IndexNames, monthOf } from './index-names.js';

const kinds: readonly DatedKind[] = ['events', 'queries', 'exposures'];
/** Ids that are deleted in one request. */
const atOnce = 50_000;

/**
 * Deletes the indices of events and exposures of all months before the one that a time lies in (ms since the Unix epoch),
 * and the ids of their events, so that those would be recorded again. Running processes notice at their next answer.
 * Resolves with the names of the indices.
 * @throws OpenSearchError
 */
export async function dropMonthsBefore(client: Client, prefix: string, time: number): Promise<readonly string[]> {
  const names = new IndexNames(prefix);
  const first = monthOf(time);
  const found = await asked<object>(
    'listing the months of events',
    client.indices.getAlias({ index: names.patternsOf(...kinds) }),
  );
  const old = Object.keys(found)
    .filter((index) => (names.parse(index)?.month ?? first) < first)
    .toSorted();
  if (old.length > 0)
    await asked('deleting old events', client.indices.delete({ index: old, ignore_unavailable: true }));
  await deleteIds(client, names, first);
  return old;
}

/** Those of months that were deleted by others, too. */
async function deleteIds(client: Client, names: IndexNames, first: string): Promise<void> {
  const index = names.ids;
  const { body: exists } = await client.indices.exists({ index });
  if (!exists) return;
  await asked('making ids visible', client.indices.refresh({ index }));
  const ofOldMonths = (['events', 'queries'] as const).map((kind) => ({
    range: { index: { gte: `${names.seriesOf(kind)}-`, lt: `${names.seriesOf(kind)}-${first}` } },
  }));
  const request = {
    index,
    max_docs: atOnce,
    refresh: true,
    conflicts: 'proceed' as const,
    body: { query: { bool: { should: ofOldMonths } } },
  };
  for (let left = true; left;) {
    const { deleted } = await asked<{ readonly deleted: number }>(
      'deleting ids of old events',
      client.deleteByQuery(request),
    );
    left = deleted > 0;
  }
}
