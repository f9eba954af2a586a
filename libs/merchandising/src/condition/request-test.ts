import type { Filter } from '@weir/retrieval';
import type { RuleCondition } from '../rule.js';
import { folded } from './query-test.js';

/** What rules ask about a search. */
export interface RuleRequest {
  readonly query: string;
  readonly filters?: readonly Filter[];
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** A test of all of a search but its query. */
export function compileRequestTest({
  categories,
  attributes,
}: Pick<RuleCondition, 'categories' | 'attributes'>): (request: RuleRequest) => boolean {
  const wanted = new Set(categories.map(folded));
  const tests = attributes.map(({ name, values }) => ({ name, values: new Set(values) }));
  return (request) =>
    (wanted.size === 0 || isCategoryPage(request.filters ?? [], wanted)) &&
    tests.every(({ name, values }) => {
      const value = Object.hasOwn(request.attributes ?? {}, name) ? request.attributes?.[name] : undefined;
      return value !== undefined && values.has(String(value));
    });
}

/** Whether a search is filtered to these categories: one that lets others in is another page. */
function isCategoryPage(filters: readonly Filter[], wanted: ReadonlySet<string>): boolean {
  return filters.some(
    (filter) =>
      filter.kind === 'any-of' &&
      filter.field === 'category' &&
      filter.values.length > 0 &&
      filter.values.every((value) => wanted.has(folded(value))),
  );
}
