import { useQuery } from '@tanstack/react-query';
import { answered, api } from '../../../api/client';

/** The Plan of a search that no experiment is on; undefined until it is known. */
export function useBasePlan(): unknown {
  const { data } = useQuery({
    queryKey: ['plan', 'base'],
    queryFn: () => answered(api.POST('/v1/experiments/evaluate', { body: {} })),
  });
  return data?.plan;
}
