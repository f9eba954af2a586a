import type { Ranker } from '@weir/cascade';
import { callUnary, RankerServiceClient, RankRequest } from '@weir/contracts';
import { InferenceError, type InferenceErrorCode } from '@weir/inference';
import { type ServiceError, status } from '@grpc/grpc-js';

const codes: Readonly<Partial<Record<status, InferenceErrorCode>>> = {
  [status.DEADLINE_EXCEEDED]: 'deadline',
  [status.CANCELLED]: 'cancelled',
  [status.RESOURCE_EXHAUSTED]: 'overloaded',
};

/** A ranker whose features are computed here, where the candidates are, and whose trees run in other processes. */
export function remoteRanker(local: Ranker, client: RankerServiceClient): Ranker {
  return {
    ...local,
    score: async (matrix, rows, patience) => {
      const packed = Buffer.from(matrix.buffer, matrix.byteOffset, matrix.byteLength);
      const request = RankRequest.fromPartial({ model: local.model, packed, rows });
      const { scores } = await callUnary(client.rank.bind(client), request, {
        ms: patience.remainingMs(),
        signal: patience.signal,
      }).catch((cause: unknown) => {
        const error = cause as ServiceError;
        const code = codes[error.code] ?? 'failed';
        throw new InferenceError(code, `${local.model}: the ranker said ${status[error.code]}: ${error.details}`, {
          cause,
        });
      });
      if (scores.length !== rows) throw new Error(`${local.model}: ${scores.length} scores came for ${rows} rows`);
      return Float64Array.from(scores);
    },
  };
}
