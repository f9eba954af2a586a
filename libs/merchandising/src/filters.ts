import type { Filter } from '@weir/retrieval';
import type { RuleFilter } from './rule.js';

/** A filter of a rule as retrieval takes it. */
export function toFilter({ field, values, exclude, min, max }: RuleFilter): Filter {
  if (values.length > 0) return { kind: exclude ? 'none-of' : 'any-of', field, values };
  return {
    kind: 'range',
    field,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
}
