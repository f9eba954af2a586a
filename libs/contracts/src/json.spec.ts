import { ApiError } from './api-error.js';
import { readJson } from './json.js';

function fieldsRefused(value: unknown): readonly string[] {
  try {
    readJson('SearchRequest', value);
    return [];
  } catch (error) {
    if (error instanceof ApiError) return error.violations.map(({ field }) => field);
    throw error;
  }
}

describe('readJson', () => {
  it('takes any part of a message', () => {
    expect(
      fieldsRefused({ query: 'drill', filters: [{ field: 'price', max: 100 }], plan: { reranker: { window: 5 } } }),
    ).toEqual([]);
  });

  it('names every field of the wrong type and every field that is not there', () => {
    expect(
      fieldsRefused({
        query: 7,
        page_size: '10',
        filters: [{ field: 'brand', valuez: ['x'] }],
        explian: true,
      }).toSorted(),
    ).toEqual(['explian', 'filters[0].valuez', 'page_size', 'query']);
  });

  it.each([[null], [[]], ['text'], [undefined]])('refuses %p, which is no object', (value) => {
    expect(fieldsRefused(value)).toEqual(['']);
  });
});
