import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../../api/client';

export const rulesQuery = queryOptions({ queryKey: ['rules'], queryFn: () => answered(api.GET('/v1/rules')) });

export function ruleQuery(key: string) {
  return queryOptions({
    queryKey: ['rules', key],
    queryFn: () => answered(api.GET('/v1/rules/{key}', { params: { path: { key } } })),
    // A form begins with what is there now, not with what was there when it was looked at last.
    refetchOnMount: 'always',
    // It must not change under the hands of whoever fills it in; what is stale is refused when it is written.
    refetchOnWindowFocus: false,
  });
}

export function changesQuery(key: string) {
  return queryOptions({
    queryKey: ['rules', key, 'changes'],
    queryFn: () => answered(api.GET('/v1/rules/{key}/changes', { params: { path: { key } } })),
  });
}

/** Fields that filters may name. */
export const fieldsQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: () => answered(api.GET('/v1/catalogue')),
  staleTime: 60_000,
});

/** Values of a field, most frequent first, to choose from. */
export function valuesQuery(field: string) {
  return queryOptions({
    queryKey: ['values', field],
    queryFn: async () => {
      const body = { sort: { field: 'popularity', descending: true }, page_size: 1, facets: [{ field, limit: 100 }] };
      const { facets } = await answered(api.POST('/v1/search', { body }));
      return facets[0]?.values.map(({ value }) => value) ?? [];
    },
    enabled: field !== '',
    staleTime: 60_000,
  });
}

export function productQuery(id: string) {
  return queryOptions({
    queryKey: ['product', id],
    queryFn: () => answered(api.GET('/v1/products/{id}', { params: { path: { id } } })),
    staleTime: 60_000,
  });
}
