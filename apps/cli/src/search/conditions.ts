import { Filter } from '@weir/contracts';

const form = /^([^=<>!]+?)\s*(!=|>=|<=|=)\s*(.*)$/s;

/**
 * Filters from texts such as `brand=Bosch`, or with `!=` for all others, or with a bound. Several values of one field are
 * alternatives; several bounds of one field are one range.
 */
export function toFilters(texts: readonly string[]): Filter[] {
  const filters = new Map<string, Filter>();
  for (const text of texts) {
    const [, field, operator, value] = form.exec(text) ?? [];
    if (field === undefined || operator === undefined || value === undefined || value === '') {
      throw new Error(`"${text}" is no filter: write field=value, field!=value, field>=number or field<=number.`);
    }
    const kind = operator === '=' || operator === '!=' ? operator : 'range';
    const filter = filters.get(`${kind} ${field}`) ?? Filter.fromPartial({ field, exclude: operator === '!=' });
    filters.set(
      `${kind} ${field}`,
      kind === 'range' ? bounded(filter, operator, value) : { ...filter, values: [...filter.values, value] },
    );
  }
  return [...filters.values()];
}

/** A sort from `field`, `field:asc` or `field:desc`. */
export function toSort(text: string): { readonly field: string; readonly descending: boolean } {
  const [, field = text, direction] = /^(.+):(asc|desc)$/.exec(text) ?? [];
  return { field, descending: direction === 'desc' };
}

function bounded(filter: Filter, operator: string, value: string): Filter {
  const bound = Number(value);
  if (Number.isNaN(bound)) throw new Error(`"${value}" is no number: ${filter.field}${operator} needs one.`);
  return operator === '>=' ? { ...filter, min: bound } : { ...filter, max: bound };
}
