import type { Client } from '@opensearch-project/opensearch';
import { askedPatiently } from '@weir/opensearch';

/** Documents of a page: some 2 MB, which take 20 ms of this process. */
const pageSize = 5000;

/** A document, with the sequence number of its write. */
export interface WrittenDocument {
  readonly _id: string;
  readonly _source: unknown;
  readonly sort: readonly [sequence: number];
}

export interface Page {
  readonly documents: readonly WrittenDocument[];
  readonly isLast: boolean;
}

/**
 * The documents of an index that were written after a position, in the order of their writes: at least one page, the last
 * of which may be empty. A page is read while the one before is worked on. All that was acknowledged before the index was
 * refreshed is among them: they are read from the primary, which no replica can be ahead of.
 */
export async function* readPages(client: Client, index: string, after: number): AsyncGenerator<Page, undefined> {
  let next = readPage(client, index, after);
  for (;;) {
    const documents = await next;
    const isLast = documents.length < pageSize;
    if (!isLast) {
      next = readPage(client, index, documents.at(-1)!.sort[0]);
      // Whoever works on the page may fail and never ask for the next.
      next.catch(() => undefined);
    }
    yield { documents, isLast };
    if (isLast) return;
  }
}

async function readPage(client: Client, index: string, after: number): Promise<readonly WrittenDocument[]> {
  const request = {
    index,
    preference: '_primary',
    allow_partial_search_results: false,
    // Nothing else of the answer is parsed.
    filter_path: ['hits.hits._id', 'hits.hits._source', 'hits.hits.sort'],
    body: {
      size: pageSize,
      track_total_hits: false,
      query: { range: { _seq_no: { gt: after } } },
      sort: [{ _seq_no: 'asc' }],
    } as object,
  };
  const { hits } = await askedPatiently<SearchAnswer>('reading events', () => client.search(request));
  return hits?.hits ?? [];
}

interface SearchAnswer {
  readonly hits?: { readonly hits?: readonly WrittenDocument[] };
}
