import { type ServiceError, status } from '@grpc/grpc-js';
import {
  callUnary,
  HedgeBudget,
  hedged,
  SearchRequest,
  type SearchResponse,
  type SearchServiceClient,
} from '@weir/contracts';
import type { Ask, Outcome } from './search-load.js';

/** Longest that a search is waited for, ms: what comes later is a failure. */
const patienceMs = 20_000;

/** On a busy machine the page cache may be late at any time: that costs time, and no product. */
const lateCache = 'cache deadline';

/** Searches over HTTP, at each address in turn, and at another one where the first is lost or silent. */
export function askHttp(addresses: readonly string[]): Ask {
  const hedges = new HedgeBudget();
  let turn = 0;
  const post = async (address: string, query: string, signal: AbortSignal): Promise<Outcome> => {
    const response = await fetch(`${address}/v1/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
      signal,
    });
    if (response.status !== 200) return { kind: 'failed', status: `HTTP ${response.status}` };
    return outcomeOf((await response.json()) as Answer);
  };
  return async (query) => {
    let at = turn++;
    const signal = AbortSignal.timeout(patienceMs);
    for (let tries = 1; ; tries += 1) {
      try {
        return await hedged(
          (each) => post(addresses[at++ % addresses.length]!, query, each),
          { ms: patienceMs, signal },
          hedges,
        );
      } catch (error) {
        if (tries >= addresses.length) throw error;
      }
    }
  };
}

/** Searches over one gRPC channel to all processes. */
export function askGrpc(client: SearchServiceClient): Ask {
  const hedges = new HedgeBudget();
  return async (query) => {
    const request = SearchRequest.fromPartial({ query });
    const call = (signal: AbortSignal): Promise<SearchResponse> =>
      callUnary(client.search.bind(client), request, { ms: patienceMs, signal });
    try {
      return outcomeOf(await hedged(call, { ms: patienceMs }, hedges));
    } catch (error) {
      return { kind: 'failed', status: status[(error as ServiceError).code] };
    }
  };
}

interface Answer {
  readonly products?: readonly unknown[];
  readonly degraded?: readonly { readonly stage?: string; readonly cause?: string }[];
}

function outcomeOf({ products = [], degraded = [] }: Answer): Outcome {
  if (products.length === 0) return { kind: 'failed', status: 'empty page' };
  const word = (name = 'unknown'): string => name.split('_').slice(-1)[0]!.toLowerCase();
  const by = degraded.map(({ stage, cause }) => `${word(stage)} ${word(cause)}`).filter((each) => each !== lateCache);
  return by.length === 0 ? { kind: 'full' } : { kind: 'degraded', by };
}
