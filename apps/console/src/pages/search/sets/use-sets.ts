import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answered, api, type Message } from '../../../api/client';

export type JudgmentSet = Message<'JudgmentSet'>;
export type QuerySet = Message<'QuerySet'>;

export function useJudgmentSets(): UseQueryResult<readonly JudgmentSet[]> {
  return useQuery({
    queryKey: ['judgments', 'sets'],
    queryFn: async () => (await answered(api.GET('/v1/judgment-sets'))).judgment_sets,
  });
}

export function useQuerySets(): UseQueryResult<readonly QuerySet[]> {
  return useQuery({
    queryKey: ['judgments', 'query-sets'],
    queryFn: async () => (await answered(api.GET('/v1/query-sets'))).query_sets,
  });
}
