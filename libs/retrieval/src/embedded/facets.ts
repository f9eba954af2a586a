import type { Facet, FacetRequest } from '../retriever.js';
import { chooseCounts } from '../facet-counts.js';
import type { Count } from '../facet-counts.js';
import { isNumeric } from '../numeric-fields.js';
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
    return chooseCounts(request, counts);
  });
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
