import { chooseCounts, rangeName } from '../facet-counts.js';
import type { Count } from '../facet-counts.js';
import { isNumeric } from '../numeric-fields.js';
import type { Facet, FacetRequest } from '../retriever.js';
import { separator } from './value-keys.js';

/** Values that a facet is chosen from: counts are exact where the products that match have no more. */
const consideredValues = 10_000;

/** Aggregations that count these facets, named by their place. */
export function facetAggregations(requests: readonly FacetRequest[]): Record<string, object> {
  return Object.fromEntries(requests.map((request, index) => [`facet_${index}`, aggregation(request)]));
}

/** The facets that the aggregations counted. */
export function toFacets(
  requests: readonly FacetRequest[],
  answers: Readonly<Record<string, unknown>>,
): readonly Facet[] {
  return requests.map((request, index) => {
    const { buckets } = answers[`facet_${index}`] as { buckets: unknown };
    if (isNumeric(request.field) && request.ranges !== undefined) {
      const byKey = buckets as Readonly<Record<string, { readonly doc_count: number }>>;
      const values = request.ranges.map((range, at) => ({ value: rangeName(range), count: byKey[at]!.doc_count }));
      return { field: request.field, values };
    }
    const counts = isNumeric(request.field)
      ? (buckets as NumberBucket[]).map(({ key, doc_count: count }) => ({ value: String(key), count }))
      : shownCounts(buckets as ValueBucket[]);
    return chooseCounts(request, counts);
  });
}

interface NumberBucket {
  readonly key: number;
  readonly doc_count: number;
}

interface ValueBucket {
  readonly key: string;
  readonly doc_count: number;
  readonly first: { readonly value: number };
}

function aggregation({ field, ranges }: FacetRequest): object {
  if (!isNumeric(field)) {
    return {
      terms: { field: 'values', size: consideredValues, include: `${literal(field + separator)}.*` },
      // The spelling that came first is the one that is shown.
      aggs: { first: { min: { field: 'version' } } },
    };
  }
  if (ranges === undefined) return { terms: { field, size: consideredValues } };
  const bounds = ranges.map(({ from, to }, index) => ({
    key: String(index),
    from: from ?? -Number.MAX_VALUE,
    ...(to !== undefined && { to }),
  }));
  return { range: { field, keyed: true, ranges: bounds } };
}

/** Spellings of one value are one value. */
function shownCounts(buckets: readonly ValueBucket[]): readonly Count[] {
  const counts = new Map<string, { value: string; count: number; first: number }>();
  for (const { key, doc_count: count, first } of buckets) {
    const [, folded = '', value = ''] = key.split(separator);
    const known = counts.get(folded);
    if (known === undefined) counts.set(folded, { value, count, first: first.value });
    else {
      known.count += count;
      if (first.value < known.first) Object.assign(known, { value, first: first.value });
    }
  }
  return [...counts.values()].map(({ value, count }) => ({ value, count }));
}

/** The text as a regular expression of Lucene. */
function literal(text: string): string {
  return text.replace(/[^\p{L}\p{N}\u0000]/gu, (character) => `\\${character}`);
}
