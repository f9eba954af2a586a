import type { Ranker } from '@weir/cascade';
import { callUnary, RankerServiceClient, RankRequest } from '@weir/contracts';

/** A ranker whose features are computed here, where the candidates are, and whose trees run in other processes. */
export function remoteRanker(local: Ranker, client: RankerServiceClient): Ranker {
  return {
    ...local,
    score: async (matrix, rows, patience) => {
      const request = RankRequest.fromPartial({ model: local.model, values: [...matrix], rows });
      const { scores } = await callUnary(client.rank.bind(client), request, {
        ms: patience.remainingMs(),
        signal: patience.signal,
      });
      if (scores.length !== rows) throw new Error(`${local.model}: ${scores.length} scores came for ${rows} rows`);
      return Float64Array.from(scores);
    },
  };
}
