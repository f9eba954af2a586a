import { isNumeric, numericFields } from '../numeric-fields.js';
import type { Filter, Hidden, RetrievalRequest } from '../retriever.js';
import type { ProductIndex } from './product-index.js';

/** Whether the product in a slot passes. */
export type SlotTest = (slot: number) => boolean;

/** Fields that filters and facets may name: the numbers, `brand`, `category` and the attributes seen so far. */
export function filterableFields(index: ProductIndex): readonly string[] {
  return [...new Set(['brand', 'category', ...numericFields, ...index.values.fields])];
}

/** One test for live products that pass all filters and are not hidden. A field that no product has matches nothing. */
export function compileFilters(
  { filters, hidden = [] }: Pick<RetrievalRequest, 'filters' | 'hidden'>,
  index: ProductIndex,
): SlotTest {
  const { live } = index.table;
  const tests = [
    ...filters.map((filter) => compile(filter, index)),
    ...hidden.flatMap((each) => compileHidden(each, index)),
  ];
  if (tests.length === 0) return (slot) => live[slot] === 1;
  return (slot) => live[slot] === 1 && tests.every((test) => test(slot));
}

function compileHidden({ ids, filters }: Hidden, index: ProductIndex): readonly SlotTest[] {
  const slots = new Set(ids.map((id) => index.slots.get(id)));
  const tests = filters.map((filter) => compile(filter, index));
  return [
    ...(slots.size === 0 ? [] : [(slot: number) => !slots.has(slot)]),
    ...(tests.length === 0 ? [] : [(slot: number) => !tests.every((test) => test(slot))]),
  ];
}

function compile(filter: Filter, index: ProductIndex): SlotTest {
  if (filter.kind === 'none-of') {
    const any = anyOf(filter.field, filter.values, index);
    return (slot) => !any(slot);
  }
  if (filter.kind === 'any-of') return anyOf(filter.field, filter.values, index);
  const { field, min = -Infinity, max = Infinity } = filter;
  const within = (value: number): boolean => value >= min && value <= max;
  if (isNumeric(field)) {
    const column = index.table.numbers[field];
    return (slot) => within(column[slot]!);
  }
  return hasValue(index, (value) => field === fieldName(index, value) && within(Number(index.values.shown[value])));
}

function anyOf(field: string, values: readonly string[], index: ProductIndex): SlotTest {
  if (isNumeric(field)) {
    const wanted = new Set(values.map(Number).filter((value) => !Number.isNaN(value)));
    const column = index.table.numbers[field];
    return (slot) => wanted.has(column[slot]!);
  }
  const wanted = new Set(values.map((value) => index.values.find(field, value)));
  return hasValue(index, (value) => wanted.has(value));
}

/** Tests a product's values, each value's answer being worked out once. */
function hasValue(index: ProductIndex, accepts: (value: number) => boolean): SlotTest {
  const known = new Uint8Array(index.values.size);
  return (slot) => {
    for (const value of index.table.values(slot)) {
      if (known[value] === 0) known[value] = accepts(value) ? 1 : 2;
      if (known[value] === 1) return true;
    }
    return false;
  };
}

function fieldName({ values }: ProductIndex, value: number): string | undefined {
  return values.fields[values.fieldOf[value]!];
}
