import { QueryClient } from '@tanstack/react-query';
import { Problem } from './problem';

/** What is worth asking again: the server may be starting, or busy. */
const passing = new Set(['UNREACHABLE', 'UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'DEADLINE_EXCEEDED']);

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      retry: (failures, error) => error instanceof Problem && passing.has(error.code) && failures < 3,
    },
    mutations: { retry: false },
  },
});
