import { chooseCounts, rangeName } from '../facet-counts.js';
import { isNumeric } from '../numeric-fields.js';
import type { Facet, FacetRequest } from '../retriever.js';
import { foldedValue, separator } from './value-keys.js';

/** Values that ranges over an attribute are counted from: exact where the products that match have no more. */
const valuesOfRanges = 10_000;
/** Values that each of several shards gives beyond those that are asked for. */
const valuesOfShard = 1_000;

/** Aggregations that count these facets, named by their place. */
export function facetAggregations(requests: readonly FacetRequest[]): Record<string, object> {
  return Object.fromEntries(requests.map((request, index) => [`facet_${index}`, aggregation(request)]));
}

/** The facets that the aggregations counted, values spelled as `Corpus.spellings` has them. */
export function toFacets(
  requests: readonly FacetRequest[],
  answers: Readonly<Record<string, unknown>>,
  spellings: ReadonlyMap<string, string>,
): readonly Facet[] {
  return requests.map((request, index) => {
    const { buckets } = answers[`facet_${index}`] as { buckets: unknown };
    if (isNumeric(request.field) && request.ranges !== undefined) {
      const byKey = buckets as Readonly<Record<string, { readonly doc_count: number }>>;
      const values = request.ranges.map((range, at) => ({ value: rangeName(range), count: byKey[at]!.doc_count }));
      return { field: request.field, values };
    }
    const counts = (buckets as readonly Bucket[]).map(({ key, doc_count: count }) => ({
      value: isNumeric(request.field) ? String(key) : (spellings.get(String(key)) ?? foldedValue(String(key))),
      count,
    }));
    return chooseCounts(request, counts);
  });
}

interface Bucket {
  readonly key: number | string;
  readonly doc_count: number;
}

function aggregation({ field, limit = 10, ranges }: FacetRequest): object {
  const size = ranges === undefined ? limit : valuesOfRanges;
  const sizes = { size, shard_size: size + valuesOfShard };
  if (!isNumeric(field)) {
    return { terms: { field: 'value_keys', ...sizes, include: `${literal(field + separator)}.*` } };
  }
  if (ranges === undefined) return { terms: { field, ...sizes } };
  const bounds = ranges.map(({ from, to }, index) => ({
    key: String(index),
    from: from ?? -Number.MAX_VALUE,
    ...(to !== undefined && { to }),
  }));
  return { range: { field, keyed: true, ranges: bounds } };
}

/** The text as a regular expression of Lucene. */
function literal(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, (character) => `\\${character}`);
}
