import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { answered, api, type Message } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import type { Grades } from './ndcg';

type QueryGrades = Message<'QueryGrades'>;

interface GradeToGive {
  readonly product: string;
  /** Undefined takes it back. */
  readonly grade: number | undefined;
}

/** The grades of a query, and giving them. */
export interface Grading {
  readonly grades: Grades;
  /** Undefined: there is no judgment set to grade into, or one may not grade. */
  readonly give: ((change: GradeToGive) => void) | undefined;
}

/** The grades of the query in a judgment set. What is given is shown at once, and sent in its order. */
export function useGrades(set: string | undefined, query: string): Grading {
  const client = useQueryClient();
  const { may } = useSession();
  const author = useAuthor();
  const queryKey = ['judgments', 'grades', set, query];
  const mutationKey = ['grade', set, query];
  const enabled = set !== undefined && query !== '';
  const { data } = useQuery({
    queryKey,
    queryFn: () =>
      answered(api.GET('/v1/judgment-sets/{key}/grades', { params: { path: { key: set ?? '' }, query: { query } } })),
    enabled,
  });
  const { mutate } = useMutation({
    mutationKey,
    // In turn, so that each names the version that the one before made.
    scope: { id: 'grades' },
    mutationFn: async ({ product, grade }: GradeToGive) => {
      const known = client.getQueryData<QueryGrades>(queryKey);
      const change = { product_id: product, ...(grade !== undefined && { grade }) };
      const version = known?.version ?? 0;
      return answered(
        api.POST('/v1/judgment-sets/{key}/grades', {
          params: { path: { key: set ?? '' } },
          body: { query, grades: [change], version, author },
        }),
      );
    },
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey });
      client.setQueryData<QueryGrades>(queryKey, (known) => graded(known, query, change));
    },
    onSuccess: (answer) => {
      // What was given since is shown already, and on its way.
      const last = client.isMutating({ mutationKey }) <= 1;
      client.setQueryData<QueryGrades>(queryKey, (known) =>
        last || known === undefined ? answer : { ...known, version: answer.version },
      );
    },
    onError: (error) => {
      notifications.show({ color: 'red', title: 'The grade was not kept', message: error.message });
      void client.invalidateQueries({ queryKey });
    },
  });
  const grades = useMemo(
    () => new Map((enabled ? data?.grades : undefined)?.map(({ product_id, grade }) => [product_id, grade])),
    [data, enabled],
  );
  return { grades, give: enabled && may('edit') ? mutate : undefined };
}

function graded(known: QueryGrades | undefined, query: string, { product, grade }: GradeToGive): QueryGrades {
  const before = known ?? { query_id: '', query, version: 0, grades: [] };
  const others = before.grades.filter(({ product_id }) => product_id !== product);
  const own = grade === undefined ? [] : [{ product_id: product, grade, author: '', at_ms: 0 }];
  return { ...before, grades: [...others, ...own] };
}
