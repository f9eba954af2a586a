import { queryOptions } from '@tanstack/react-query';
import { answered, api, type Message } from '../../../api/client';

export type Model = Message<'RegisteredModel'>;
export type Version = Message<'ModelVersion'>;
export type Comparison = Message<'ShadowComparison'>;

/** A promotion by the command line is told by nobody. */
const oftenMs = 15_000;

export const modelList = queryOptions({
  queryKey: ['models', 'list'],
  queryFn: () => answered(api.GET('/v1/models')),
  refetchInterval: oftenMs,
});

export const oneModel = (name: string) =>
  queryOptions({
    queryKey: ['models', 'one', name],
    queryFn: () => answered(api.GET('/v1/models/{name}', { params: { path: { name } } })),
    refetchInterval: oftenMs,
  });

export const oneVersion = (name: string, version: string, against: string | undefined) =>
  queryOptions({
    queryKey: ['models', 'version', name, version, against ?? ''],
    queryFn: () =>
      answered(
        api.GET('/v1/models/{name}/{version}', {
          params: { path: { name, version }, query: against === undefined ? {} : { against } },
        }),
      ),
  });

export const comparisonList = queryOptions({
  queryKey: ['models', 'comparisons'],
  queryFn: () => answered(api.GET('/v1/shadow')),
  refetchInterval: oftenMs,
});
