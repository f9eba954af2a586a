import { fold } from '@weir/text';
import { isNumeric } from './numeric-fields.js';
import type { Facet, FacetRequest } from './retriever.js';

/** How many products have a value. */
export interface Count {
  readonly value: string;
  readonly count: number;
}

/** What a facet request asked for among the counts of all values: the most frequent ones, or sums by range. */
export function chooseCounts({ field, limit, ranges }: FacetRequest, counts: readonly Count[]): Facet {
  if (ranges !== undefined) return { field, values: inRanges(ranges, counts) };
  return { field, values: top(counts, limit ?? 10, isNumeric(field) ? smaller : earlier) };
}

/** Most frequent first, equal counts in the order of numbers or, whatever their case, of texts. */
function top(
  counts: readonly Count[],
  limit: number,
  before: (left: string, right: string) => boolean,
): readonly Count[] {
  return [...counts]
    .sort((left, right) => right.count - left.count || (before(left.value, right.value) ? -1 : 1))
    .slice(0, limit);
}

const smaller = (left: string, right: string): boolean => Number(left) < Number(right);
const earlier = (left: string, right: string): boolean => fold(left) < fold(right);

/** Counts by range, named `from-to` with `*` for an open end, in the order asked for. */
function inRanges(ranges: NonNullable<FacetRequest['ranges']>, counts: readonly Count[]): readonly Count[] {
  return ranges.map(({ from, to }) => {
    const inside = counts.filter(
      ({ value }) => Number(value) >= (from ?? -Infinity) && Number(value) < (to ?? Infinity),
    );
    return { value: rangeName({ from, to }), count: inside.reduce((sum, { count }) => sum + count, 0) };
  });
}

/** A range as its facet names it: `from-to`, `*` for an open end. */
export function rangeName({
  from,
  to,
}: {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
}): string {
  return `${from ?? '*'}-${to ?? '*'}`;
}
