import { queryOptions } from '@tanstack/react-query';
import { answered, api } from '../../../api/client';

/** What results are read by; it stands in the address of the page. */
export interface ResultsBy {
  readonly phase?: number | undefined;
  readonly triggered?: boolean | undefined;
  readonly keep_bots?: boolean | undefined;
  readonly keep_outliers?: boolean | undefined;
  readonly currency?: string | undefined;
}

export const experimentsQuery = (state: string) =>
  queryOptions({
    queryKey: ['experiments', 'list', state],
    queryFn: () => answered(api.GET('/v1/experiments', { params: { query: state === '' ? {} : { state } } })),
  });

export const experimentQuery = (key: string) =>
  queryOptions({
    queryKey: ['experiments', 'one', key],
    queryFn: () => answered(api.GET('/v1/experiments/{key}', { params: { path: { key } } })),
  });

export const changesQuery = (key: string) =>
  queryOptions({
    queryKey: ['experiments', 'changes', key],
    queryFn: () => answered(api.GET('/v1/experiments/{key}/changes', { params: { path: { key } } })),
  });

export const resultsQuery = (key: string, by: ResultsBy) =>
  queryOptions({
    queryKey: ['results', key, by],
    queryFn: () => answered(api.GET('/v1/experiments/{key}/results', { params: { path: { key }, query: given(by) } })),
    placeholderData: (before) => before,
  });

export const timelineQuery = (
  key: string,
  { phase, triggered, currency, metric }: ResultsBy & { readonly metric?: string | undefined },
) =>
  queryOptions({
    queryKey: ['timeline', key, { phase, triggered, currency, metric }],
    queryFn: () =>
      answered(
        api.GET('/v1/experiments/{key}/timeline', {
          params: { path: { key }, query: given({ phase, triggered, currency, metric }) },
        }),
      ),
    placeholderData: (before) => before,
    // Thirty readings: not with each shopper.
    refetchInterval: 15_000,
  });

interface BreakdownBy extends ResultsBy {
  readonly metric?: string | undefined;
  readonly attribute?: string | undefined;
  readonly correction?: string | undefined;
}

export const breakdownQuery = (
  key: string,
  { phase, triggered, currency, metric, attribute, correction }: BreakdownBy,
) =>
  queryOptions({
    queryKey: ['breakdown', key, { phase, triggered, currency, metric, attribute, correction }],
    queryFn: () =>
      answered(
        api.GET('/v1/experiments/{key}/breakdown', {
          params: { path: { key }, query: given({ phase, triggered, currency, metric, attribute, correction }) },
        }),
      ),
    placeholderData: (before) => before,
    refetchInterval: 15_000,
  });

export const metricsQuery = queryOptions({
  queryKey: ['metrics'],
  queryFn: () => answered(api.GET('/v1/experiments/metrics')),
  staleTime: Infinity,
});

export const planQuery = queryOptions({ queryKey: ['plan', 'now'], queryFn: () => answered(api.GET('/v1/plan')) });

export const planChangesQuery = queryOptions({
  queryKey: ['plan', 'changes'],
  queryFn: () => answered(api.GET('/v1/plan/changes')),
});

/** An address holds only what differs from the defaults. */
function given<T extends object>(all: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined && value !== '' && value !== false),
  ) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
