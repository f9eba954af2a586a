import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Message } from './client';
import { useLive } from './live';

/** Below the topic that is told when searches are recorded. */
const key = ['queries', 'simulation'] as const;
const pollMs = 2000;

/** Simulated shoppers of the server: how far they are, and what starts and stops them. */
export function useSimulation() {
  const client = useQueryClient();
  const state = useQuery({
    queryKey: key,
    queryFn: () => answered(api.GET('/v1/simulation')),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? pollMs : false),
  });
  useLive(['queries']);
  const show = (simulation: Message<'Simulation'>): void => {
    client.setQueryData(key, simulation);
    void client.invalidateQueries({ queryKey: ['queries'] });
  };
  const start = useMutation({ mutationFn: () => answered(api.POST('/v1/simulation', { body: {} })), onSuccess: show });
  const stop = useMutation({ mutationFn: () => answered(api.DELETE('/v1/simulation')), onSuccess: show });
  return { simulation: state.data, askedAt: state.dataUpdatedAt, start, stop };
}
