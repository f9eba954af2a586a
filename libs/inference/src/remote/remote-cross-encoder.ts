import { callUnary, RerankerServiceClient, ScoreRequest, ScoreStop } from '@weir/contracts';
import { type ServiceError, status } from '@grpc/grpc-js';
import { InferenceError } from '../inference-error.js';
import type { CrossEncoder, PairScores, PairText, Patience } from '../models.js';

/** What the way there and back may take: the server stops that much earlier, so that what it has arrives in time, ms. */
const onTheWayMs = 3;

const stops: Readonly<Partial<Record<ScoreStop, NonNullable<PairScores['stopped']>>>> = {
  [ScoreStop.SCORE_STOP_BUDGET]: 'budget',
  [ScoreStop.SCORE_STOP_ALLOWANCE]: 'allowance',
  [ScoreStop.SCORE_STOP_CANCELLED]: 'cancelled',
  [ScoreStop.SCORE_STOP_OVERLOADED]: 'overloaded',
  [ScoreStop.SCORE_STOP_FAILED]: 'failed',
};

const stopOf: Readonly<Partial<Record<status, NonNullable<PairScores['stopped']>>>> = {
  [status.DEADLINE_EXCEEDED]: 'budget',
  [status.CANCELLED]: 'cancelled',
  [status.RESOURCE_EXHAUSTED]: 'overloaded',
};

/** A cross-encoder that other processes have: `RerankerService` over a channel that its owner closes. */
export class RemoteCrossEncoder implements CrossEncoder {
  constructor(
    /** `name@version`. */
    readonly model: string,
    private readonly client: RerankerServiceClient,
  ) {}

  /** Rejects with `InferenceError` `failed` where no process answers, or where none has the model. */
  async score(query: string, pairs: readonly PairText[], patience: Patience): Promise<PairScores> {
    const remainingMs = patience.remainingMs();
    if (remainingMs <= onTheWayMs) return nothing(pairs.length, 'budget');
    const budget = Number.isFinite(remainingMs) ? { budget_ms: remainingMs - onTheWayMs } : {};
    const allowance = patience.workMs === undefined ? {} : { work_ms: patience.workMs };
    const request = ScoreRequest.fromPartial({ model: this.model, query, pairs, ...budget, ...allowance });
    try {
      const {
        logits,
        scored,
        cached,
        work_ms: workMs,
        stopped,
      } = await callUnary(this.client.score.bind(this.client), request, {
        ms: remainingMs,
        signal: patience.signal,
      });
      if (logits.length !== pairs.length)
        throw new InferenceError('failed', `${this.model}: ${logits.length} scores came for ${pairs.length} pairs`);
      const stop = stops[stopped];
      return {
        ...{ logits: Float64Array.from(logits), scored, cached },
        ...(workMs !== undefined && { workMs }),
        ...(stop !== undefined && { stopped: stop }),
      };
    } catch (error) {
      if (error instanceof InferenceError) throw error;
      const { code, details } = error as ServiceError;
      const stop = stopOf[code];
      if (stop !== undefined) return nothing(pairs.length, stop);
      throw new InferenceError('failed', `${this.model}: the reranker said ${status[code]}: ${details}`, {
        cause: error,
      });
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function nothing(pairs: number, stopped: NonNullable<PairScores['stopped']>): PairScores {
  return { logits: new Float64Array(pairs).fill(NaN), scored: 0, cached: 0, stopped };
}
