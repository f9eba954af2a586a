import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answered, api, type Message } from '../../../api/client';

export type QueryRun = Message<'QueryRun'>;
export type RunQuery = Message<'RunQuery'>;
export type RunWithQueries = Message<'GetQueryRunResponse'>;

export const running = 'QUERY_RUN_STATE_RUNNING';
export const done = 'QUERY_RUN_STATE_DONE';
/** Between two looks at a run that goes on, ms. */
const lookMs = 1000;

export const stateNames: Readonly<Record<string, string>> = {
  QUERY_RUN_STATE_RUNNING: 'running',
  QUERY_RUN_STATE_DONE: 'done',
  QUERY_RUN_STATE_CANCELLED: 'cancelled',
  QUERY_RUN_STATE_FAILED: 'failed',
};

export function useRuns(querySet: string): UseQueryResult<readonly QueryRun[]> {
  return useQuery({
    queryKey: ['judgments', 'runs', querySet],
    queryFn: async () =>
      (await answered(api.GET('/v1/query-sets/{key}/runs', { params: { path: { key: querySet } } }))).runs,
    refetchInterval: ({ state }) => (state.data?.some((run) => run.state === running) === true ? lookMs : false),
  });
}

/** A run, looked at again while it goes on. */
export function useRun(id: string): UseQueryResult<RunWithQueries> {
  return useQuery({
    queryKey: ['judgments', 'run', id],
    queryFn: () => answered(api.GET('/v1/query-runs/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.run?.state === running ? lookMs : false),
  });
}
