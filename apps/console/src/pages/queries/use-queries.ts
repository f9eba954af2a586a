import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { answered, api, type Message } from '../../api/client';
import { type Kind, rangeOf, type View, without } from './view';

const pageSize = 50;
/** Rows of a file. */
const mostRows = 1000;

interface Asked {
  readonly kind?: Kind;
  readonly limit?: number;
  readonly cursor?: string;
}

function askQueries(
  view: View,
  { kind = view.kind ?? 'top', ...page }: Asked,
): Promise<Message<'ListQueriesResponse'>> {
  const query = { kind, ...rangeOf(view), contains: view.contains ?? '', simulated: view.real !== true, ...page };
  return answered(api.GET('/v1/queries', { params: { query } }));
}

/** Queries of the view's kind, page by page. What was shown stays until another answer is there. */
export function useQueries(shown: View) {
  const view = without(shown, 'query');
  return useInfiniteQuery({
    queryKey: ['queries', 'list', view],
    queryFn: ({ pageParam }) => askQueries(view, { limit: pageSize, ...(pageParam !== '' && { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => (next === '' ? undefined : next),
    placeholderData: keepPreviousData,
  });
}

/** All of them, at most 1,000, for a file. */
export function queriesForFile(view: View): Promise<Message<'ListQueriesResponse'>> {
  return askQueries(view, { limit: mostRows });
}

/** One query in detail. */
export function useQueryDetail(words: string, shown: View) {
  const view = without(shown, 'query', 'kind', 'contains');
  return useQuery({
    queryKey: ['queries', 'detail', words, view],
    queryFn: () =>
      answered(
        api.GET('/v1/queries/detail', {
          params: {
            query: {
              query: words,
              ...rangeOf(view),
              simulated: view.real !== true,
              utc_offset_minutes: -new Date().getTimezoneOffset(),
              products: 10,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
