import type { Facet, FacetRequest } from '../retriever.js';
import { isNumeric } from './filter.js';
import type { ProductIndex } from './product-index.js';

/** Counts over the products in `slots`. Equal counts are in the order of values. */
export function countFacets(
  requests: readonly FacetRequest[],
  slots: Uint32Array,
  index: ProductIndex,
): readonly Facet[] {
  if (requests.length === 0) return [];
  const byValue = requests.some(({ field }) => !isNumeric(field)) ? valueCounts(slots, index) : undefined;
  return requests.map((request) => {
    const counts = isNumeric(request.field)
      ? numberCounts(index.table.numbers[request.field], slots)
      : fieldCounts(request.field, byValue!, index);
    return {
      field: request.field,
      values: request.ranges === undefined ? top(counts, request.limit ?? 10) : inRanges(request.ranges, counts),
    };
  });
}

interface Count {
  readonly value: string;
  readonly count: number;
}

function valueCounts(slots: Uint32Array, { table, values }: ProductIndex): Uint32Array {
  const counts = new Uint32Array(values.size);
  for (const slot of slots) for (const value of table.values(slot)) counts[value]! += 1;
  return counts;
}

function fieldCounts(field: string, counts: Uint32Array, { values }: ProductIndex): Count[] {
  const wanted = values.fields.indexOf(field);
  const found: Count[] = [];
  counts.forEach((count, value) => {
    if (count > 0 && values.fieldOf[value] === wanted) found.push({ value: values.shown[value]!, count });
  });
  return found;
}

function numberCounts(column: Float64Array, slots: Uint32Array): Count[] {
  const counts = new Map<number, number>();
  for (const slot of slots) {
    const value = column[slot]!;
    if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return Array.from(counts, ([value, times]) => ({ value: String(value), count: times }));
}

function top(counts: readonly Count[], limit: number): readonly Count[] {
  const frequentFirst = (left: Count, right: Count): number =>
    right.count - left.count || (left.value < right.value ? -1 : 1);
  return [...counts].sort(frequentFirst).slice(0, limit);
}

/** Counts by range, named `from-to` with `*` for an open end, in the order asked for. */
function inRanges(ranges: NonNullable<FacetRequest['ranges']>, counts: readonly Count[]): readonly Count[] {
  return ranges.map(({ from, to }) => {
    const inside = counts.filter(
      ({ value }) => Number(value) >= (from ?? -Infinity) && Number(value) < (to ?? Infinity),
    );
    return { value: `${from ?? '*'}-${to ?? '*'}`, count: inside.reduce((sum, { count }) => sum + count, 0) };
  });
}
