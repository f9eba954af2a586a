import { isNumeric } from '../numeric-fields.js';
import type { Filter, Hidden } from '../retriever.js';
import { numberKey, valueKey } from './value-keys.js';

/** The filters as clauses, all of which must hold. A field that no product has matches nothing. */
export function filterClauses(filters: readonly Filter[]): object[] {
  return filters.map((filter) => {
    switch (filter.kind) {
      case 'any-of':
        return anyOf(filter.field, filter.values);
      case 'none-of':
        return { bool: { must_not: [anyOf(filter.field, filter.values)] } };
      case 'range':
        return range(filter);
    }
  });
}

/** Clauses that products which are not hidden pass. */
export function hidingClauses(hidden: readonly Hidden[]): object[] {
  const hiding = hidden.flatMap(({ ids, filters }) => [
    ...(ids.length === 0 ? [] : [{ ids: { values: ids } }]),
    ...(filters.length === 0 ? [] : [{ bool: { filter: filterClauses(filters) } }]),
  ]);
  return hiding.length === 0 ? [] : [{ bool: { must_not: hiding } }];
}

function anyOf(field: string, values: readonly string[]): object {
  if (!isNumeric(field)) return { terms: { value_keys: values.map((value) => valueKey(field, value)) } };
  return { terms: { [field]: values.map(Number).filter(Number.isFinite) } };
}

function range({ field, min, max }: Extract<Filter, { kind: 'range' }>): object {
  if (isNumeric(field)) {
    return { range: { [field]: { ...(min !== undefined && { gte: min }), ...(max !== undefined && { lte: max }) } } };
  }
  return {
    range: { value_numbers: { gte: numberKey(field, min ?? -Infinity), lte: numberKey(field, max ?? Infinity) } },
  };
}
