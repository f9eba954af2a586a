import type { Client } from '@opensearch-project/opensearch';
import { lastPosition } from './last-position.js';
import { refresh, search } from './search.js';

/**
 * The position of the last write of each collection of an index of one shard. It is asked for again and again and seldom
 * another: as long as nothing was written to the index, an answer costs one look at the shard's counters.
 */
export class LastChanges {
  private known: { readonly until: number; readonly collections: Map<string, number> } = {
    until: -1,
    collections: new Map(),
  };

  constructor(private readonly index: string) {}

  async of(client: Client, collection: string): Promise<number> {
    const until = await lastPosition(client, this.index);
    if (this.known.until !== until) this.known = { until, collections: new Map() };
    const { collections } = this.known;
    const known = collections.get(collection);
    if (known !== undefined) return known;
    const found = await this.find(client, collection);
    // One that was written meanwhile may be seen before an earlier one: who reads after this must see both.
    if (found > until) await lastPosition(client, this.index);
    collections.set(collection, found);
    return found;
  }

  private async find(client: Client, collection: string): Promise<number> {
    await refresh(client, this.index);
    const body = {
      size: 1,
      _source: false,
      query: { bool: { filter: [{ term: { collection } }] } },
      sort: [{ _seq_no: 'desc' }],
    };
    const [last] = await search(client, this.index, body);
    return last?.position ?? 0;
  }
}
