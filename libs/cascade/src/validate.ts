import type { FacetRequest, Filter, Retriever } from '@weir/retrieval';
import { nearestName } from '@weir/text';
import type { FieldViolation } from './error.js';
import { highlightable, type Highlighting } from './highlight/highlighting.js';
import type { SearchRequest } from './search.js';

/** Bounds of a request, so that none can cost without limit. */
export const limits = {
  queryCharacters: 512,
  pageSize: 200,
  filters: 50,
  filterValues: 1000,
  facets: 20,
  facetValues: 1000,
  facetRanges: 100,
  attributes: 50,
  textCharacters: 512,
  tokenCharacters: 2048,
  rules: 10,
  highlightedFields: 32,
  tagCharacters: 64,
  fragments: 20,
  fragmentSize: [20, 1000],
} as const;

/** Numeric fields that every catalogue can be sorted by; attributes with numbers can too. */
const sortableFields = ['price', 'stock', 'rating', 'rating_count', 'popularity', 'released'] as const;

type Report = (field: string, description: string) => void;

/** Every field of the request that is wrong; empty for a good request. `retriever` says which fields the catalogue has. */
export function findViolations(
  request: SearchRequest,
  retriever: Pick<Retriever, 'filterable' | 'schema'>,
): readonly FieldViolation[] {
  const filterable = retriever.filterable();
  const violations: FieldViolation[] = [];
  const report: Report = (field, description) => violations.push({ field, description });

  checkQuery(request, report);
  checkText('shopper_id', request.shopperId, report);
  checkText('session_id', request.sessionId, report);
  checkCount('filters', request.filters, limits.filters, report);
  request.filters?.slice(0, limits.filters).forEach((filter, index) => {
    checkFilter(`filters[${index}]`, filter, filterable, report);
  });
  checkCount('facets', request.facets, limits.facets, report);
  request.facets?.slice(0, limits.facets).forEach((facet, index) => {
    checkFacet(`facets[${index}]`, facet, filterable, report);
  });
  if (request.sort !== undefined)
    checkField('sort.field', request.sort.field, [...sortableFields, ...filterable], report);
  checkInteger('page_size', request.pageSize, [1, limits.pageSize], report);
  if (request.deadlineMs !== undefined && !(request.deadlineMs > 0)) {
    report('deadline_ms', 'must be a number of milliseconds greater than 0');
  }
  checkAttributes(request.attributes ?? {}, report);
  if (request.highlight !== undefined)
    checkHighlight(request.highlight, highlightable(retriever.schema.fields), report);
  return violations;
}

/**
 * The query as every stage and cache key sees it: composed characters, single spaces, none at the ends. One that is far
 * too long is refused: no second is spent on composing ten million characters of it.
 */
export function canonicalQuery(query: string): string {
  return query.slice(0, refusedUnits).normalize('NFC').trim().replace(/\s+/gu, ' ');
}

/** UTF-16 units beyond which a query is refused, whatever it is made of. */
const refusedUnits = 4 * limits.queryCharacters + 1;

function checkQuery({ query, filters, sort }: SearchRequest, report: Report): void {
  checkText('query', query, report, limits.queryCharacters);
  if (query.trim() === '' && (filters?.length ?? 0) === 0 && sort === undefined) {
    report('query', 'must not be empty unless a filter or a sort says what to browse');
  }
}

function checkFilter(path: string, filter: Filter, filterable: readonly string[], report: Report): void {
  checkField(`${path}.field`, filter.field, filterable, report);
  if (filter.kind === 'range') {
    checkRange(path, filter.min, filter.max, report);
    if (filter.min === undefined && filter.max === undefined) report(path, 'needs min, max or both');
    return;
  }
  if (filter.values.length === 0) report(`${path}.values`, 'needs at least one value');
  checkCount(`${path}.values`, filter.values, limits.filterValues, report);
  const bad = filter.values.findIndex((value) => textProblem(value, limits.textCharacters) !== undefined);
  if (bad >= 0) checkText(`${path}.values[${bad}]`, filter.values[bad], report);
}

function checkFacet(path: string, facet: FacetRequest, filterable: readonly string[], report: Report): void {
  checkField(`${path}.field`, facet.field, filterable, report);
  checkInteger(`${path}.limit`, facet.limit, [1, limits.facetValues], report);
  checkCount(`${path}.ranges`, facet.ranges, limits.facetRanges, report);
  facet.ranges?.forEach(({ from, to }, index) => {
    checkRange(`${path}.ranges[${index}]`, from, to, report);
  });
}

function checkRange(path: string, low: number | undefined, high: number | undefined, report: Report): void {
  if ([low, high].some((bound) => bound !== undefined && !Number.isFinite(bound))) {
    report(path, 'bounds must be finite numbers');
  } else if (low !== undefined && high !== undefined && low > high) {
    report(path, `the lower bound ${low} is greater than the upper bound ${high}`);
  }
}

function checkField(path: string, field: string, known: readonly string[], report: Report): void {
  const problem = unknownField(field, known);
  if (problem !== undefined) report(path, problem);
}

/** What is wrong with the name of a field; undefined where it is known. */
export function unknownField(field: string, known: readonly string[]): string | undefined {
  if (known.includes(field)) return undefined;
  const meant = nearestName(field, known);
  const shown = known.slice(0, 20).join(', ') + (known.length > 20 ? `, and ${known.length - 20} more` : '');
  const suggestion = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return `unknown field "${field.slice(0, 64)}"${suggestion} Known fields: ${shown || 'none'}`;
}

function checkAttributes(attributes: NonNullable<SearchRequest['attributes']>, report: Report): void {
  const entries = Object.entries(attributes);
  checkCount('attributes', entries, limits.attributes, report);
  for (const [name, value] of entries.slice(0, limits.attributes)) {
    checkText('attributes', name, report);
    if (typeof value === 'string') checkText(`attributes.${name}`, value, report);
    else if (typeof value === 'number' && !Number.isFinite(value))
      report(`attributes.${name}`, 'must be a finite number');
  }
}

function checkHighlight({ fields, preTag, postTag }: Highlighting, known: readonly string[], report: Report): void {
  checkCount('highlight.fields', fields, limits.highlightedFields, report);
  fields.slice(0, limits.highlightedFields).forEach(({ field, fragments, fragmentSize }, index) => {
    const path = `highlight.fields[${index}]`;
    checkField(`${path}.field`, field, known, report);
    if (fields.findIndex((other) => other.field === field) < index)
      report(`${path}.field`, `"${field}" is named twice`);
    checkInteger(`${path}.fragments`, fragments, [0, limits.fragments], report);
    checkInteger(`${path}.fragment_size`, fragmentSize, limits.fragmentSize, report);
  });
  checkText('highlight.pre_tag', preTag, report, limits.tagCharacters);
  checkText('highlight.post_tag', postTag, report, limits.tagCharacters);
}

function checkCount(path: string, list: readonly unknown[] | undefined, most: number, report: Report): void {
  if (list !== undefined && list.length > most) report(path, `at most ${most}, not ${list.length}`);
}

function checkInteger(
  path: string,
  value: number | undefined,
  bounds: readonly [number, number],
  report: Report,
): void {
  const [least, most] = bounds;
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  report(path, `must be a whole number from ${least} to ${most}, not ${value}`);
}

function checkText(path: string, text: string | undefined, report: Report, most: number = limits.textCharacters): void {
  const problem = text === undefined ? undefined : textProblem(text, most);
  if (problem !== undefined) report(path, problem);
}

const loneSurrogate = /\p{Surrogate}/u;
// Tab and line ends are white space, which a query may contain.
const controlCharacter = /[^\P{Cc}\t\n\r]/u;

function textProblem(text: string, most: number): string | undefined {
  const characters = text.length > 4 * most ? text.length : Array.from(text.trim()).length;
  if (characters > most) return `at most ${most} characters, not ${characters}`;
  if (loneSurrogate.test(text)) return 'is not valid Unicode (half of a surrogate pair)';
  if (controlCharacter.test(text)) return 'contains a control character';
  return undefined;
}
