import type {
  Facet as FacetMessage,
  FacetRequest as FacetRequestMessage,
  FieldViolation,
  Filter as FilterMessage,
} from '@weir/contracts';
import type { Facet, FacetRequest, Filter } from '../retriever.js';

/** Filters of the API as the retriever takes them; adds what no filter can say to `violations`. */
export function toFilters(messages: readonly FilterMessage[], violations: FieldViolation[]): readonly Filter[] {
  return messages.map((message, index) => toFilter(message, `filters[${index}]`, violations));
}

function toFilter(
  { field, values, exclude, min, max }: FilterMessage,
  path: string,
  violations: FieldViolation[],
): Filter {
  const isRange = min !== undefined || max !== undefined;
  if (!isRange) return { kind: exclude ? 'none-of' : 'any-of', field, values };
  if (values.length > 0 || exclude)
    violations.push({ field: path, description: 'give either values, or min and max, not both' });
  return { kind: 'range', field, ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}

/** Facets of the API as the retriever takes them. */
export function toFacetRequests(messages: readonly FacetRequestMessage[]): readonly FacetRequest[] {
  return messages.map(({ field, limit, ranges }) => {
    const wanted = ranges.map(({ from, to }) => ({
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }));
    return { field, ...(limit !== undefined && { limit }), ...(wanted.length > 0 && { ranges: wanted }) };
  });
}

/** Facets as the API tells them. */
export function toFacetMessages(facets: readonly Facet[]): readonly FacetMessage[] {
  return facets.map(({ field, values }) => ({ field, values }));
}
