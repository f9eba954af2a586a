import type { Client } from '@opensearch-project/opensearch';
import { asked, OpenSearchError, reasonOf } from '@weir/opensearch';
import type { SearchBodies } from './search-bodies.js';

/** One search's answer. */
interface SearchAnswer {
  /** Best first. */
  readonly keys: readonly string[];
  readonly total: number;
  readonly aggregations: Readonly<Record<string, unknown>>;
}

export interface SearchAnswers {
  readonly lexical: SearchAnswer;
  readonly pool: SearchAnswer | undefined;
  readonly dense: SearchAnswer | undefined;
}

/**
 * Sends the searches of one query in one round trip.
 * @throws OpenSearchError where one of them fails, or answers for some shards only
 */
export async function sendSearches(
  client: Client,
  { lexical, pool, dense }: SearchBodies,
  { index, timeoutMs }: { readonly index: string; readonly timeoutMs: number },
): Promise<SearchAnswers> {
  const bodies = [lexical, pool, dense].filter((body) => body !== undefined);
  const header = { index, allow_partial_search_results: false };
  const request = { filter_path: wanted, body: bodies.flatMap((body) => [header, body]) };
  const sent = client.msearch(request, { requestTimeout: timeoutMs });
  const { responses } = await asked<{ readonly responses: readonly Response[] }>('a search', sent);
  const answers = responses.map(toAnswer);
  return {
    lexical: answers[0]!,
    pool: pool === undefined ? undefined : answers[1],
    dense: dense === undefined ? undefined : answers.at(-1),
  };
}

/** The rest of an answer, repeated hit by hit, costs more than the search. */
const wanted = [
  'responses.error',
  'responses.timed_out',
  'responses.hits.total.value',
  'responses.hits.hits.fields',
  'responses.aggregations',
];

interface Response {
  readonly error?: object;
  readonly timed_out?: boolean;
  readonly hits?: {
    readonly total?: { readonly value: number };
    readonly hits?: readonly { readonly fields: { readonly key: readonly [string] } }[];
  };
  readonly aggregations?: Readonly<Record<string, unknown>>;
}

function toAnswer(response: Response): SearchAnswer {
  const { error, hits, aggregations, timed_out: late } = response;
  if (error !== undefined || late === true) {
    const reason = error === undefined ? 'it ran out of time' : (reasonOf({ error }) ?? 'no reason given');
    throw new OpenSearchError('REFUSED', `OpenSearch could not answer a search: ${reason}`);
  }
  return {
    keys: (hits?.hits ?? []).map(({ fields }) => fields.key[0]),
    total: hits?.total?.value ?? 0,
    aggregations: aggregations ?? {},
  };
}
