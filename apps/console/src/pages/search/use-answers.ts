import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { answered, api, type Message } from '../../api/client';
import { type PlanChoice, planOfChoice } from './plans/presets';
import type { Side } from './state';

export type Answer = Message<'SearchResponse'>;
export type Ranked = Answer['products'][number];

/** Products that are compared. */
export const listDepth = 20;

export type Answers = Readonly<Record<Side, UseQueryResult<Answer>>>;

/** The two answers, one after the other: searches that ran at once would take each other's time. */
export function useAnswers(query: string, plans: Readonly<Record<Side, PlanChoice>>): Answers {
  const a = useAnswer(query, plans.a, true);
  const b = useAnswer(query, plans.b, a.isFetched);
  return { a, b };
}

function useAnswer(query: string, choice: PlanChoice, turn: boolean): UseQueryResult<Answer> {
  const plan = planOfChoice(choice);
  return useQuery({
    queryKey: ['plan', 'search', query, plan],
    queryFn: ({ signal }) =>
      answered(
        api.POST('/v1/search', {
          body: { query, plan, explain: true, page_size: listDepth, highlight: { fields: [{ field: 'title' }] } },
          signal,
        }),
      ),
    enabled: turn && query !== '',
    // What is being graded must not move: it is asked again by hand, or when the Plan changes.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
}
