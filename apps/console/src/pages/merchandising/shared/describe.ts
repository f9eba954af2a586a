import { count, number } from '../../../ui/format';
import type { ActionForm, ConditionForm, Filter, Kind } from './rule';

const tests: Readonly<Record<string, string>> = {
  is: 'the query is',
  contains: 'the query has the words',
  begins_with: 'the query begins with',
  matches: 'the query matches',
};

/** Which searches a rule is for, in words. */
export function whenText({ query, categories, attributes, every_search: every }: ConditionForm): string {
  const parts = [
    ...(query === undefined || query.values.length === 0
      ? []
      : [`${tests[query.test] ?? query.test} ${oneOf(query.values)}`]),
    ...(categories.length === 0 ? [] : [`the page is of ${oneOf(categories)}`]),
    ...attributes.map(({ name, values }) => `${name} is ${oneOf(values)}`),
  ];
  if (parts.length > 0) return `When ${parts.join(' and ')}`;
  return every ? 'In every search' : 'For no search yet';
}

const verbs: Readonly<Record<Kind, string>> = { pin: 'Pin', slot: 'Place', boost: 'Boost', bury: 'Bury', hide: 'Hide' };

/** What is done, in words. */
export function actionText({ kind, products, filters, position, places }: ActionForm): string {
  const what = [
    ...(products.length === 0 ? [] : [products.length === 1 ? '1 product' : `${count(products.length)} products`]),
    ...(filters.length === 0 ? [] : [`all with ${filters.map(filterText).join(' and ')}`]),
  ].join(' and ');
  const toEnd = kind === 'boost' ? 'to the top' : 'to the end';
  const far = places === undefined ? toEnd : `by ${count(places)} ${places === 1 ? 'place' : 'places'}`;
  const how = kind === 'slot' ? ` at place ${position ?? '?'}` : kind === 'boost' || kind === 'bury' ? ` ${far}` : '';
  return `${verbs[kind]} ${what || 'nothing yet'}${how}`;
}

function filterText({ field = '', values = [], exclude = false, min, max }: Filter): string {
  if (values.length > 0) return `${field} ${exclude ? 'not ' : ''}${oneOf(values)}`;
  if (min !== undefined && max !== undefined) return `${field} ${number(min, 6)} to ${number(max, 6)}`;
  return min === undefined ? `${field} up to ${number(max ?? 0, 6)}` : `${field} from ${number(min, 6)}`;
}

function oneOf(values: readonly string[]): string {
  const shown = values.slice(0, 3).map((value) => `“${value}”`);
  const more = values.length - shown.length;
  return shown.join(' or ') + (more > 0 ? ` or ${count(more)} more` : '');
}
