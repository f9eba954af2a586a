import {
  ApiError,
  type Call,
  type FieldViolation,
  invalidArgument,
  type ScoreRequest,
  type ScoreResponse,
  ScoreStop,
} from '@weir/contracts';
import type { PairScores } from '../models.js';
import type { LoadedModels } from './loaded-models.js';
import { patienceOf } from './patience.js';
import { textPairs } from './text-pairs.js';

const longestQuery = 512;
const mostPairs = 1000;

const stops: Readonly<Record<NonNullable<PairScores['stopped']>, ScoreStop>> = {
  budget: ScoreStop.SCORE_STOP_BUDGET,
  allowance: ScoreStop.SCORE_STOP_ALLOWANCE,
  cancelled: ScoreStop.SCORE_STOP_CANCELLED,
  overloaded: ScoreStop.SCORE_STOP_OVERLOADED,
  failed: ScoreStop.SCORE_STOP_FAILED,
};

/** The third stage by itself, as the API offers it. */
export class RerankerApi {
  constructor(private readonly models: LoadedModels) {}

  /**
   * @throws ApiError INVALID_ARGUMENT naming every wrong field, NOT_FOUND for a model that is not there, and
   *   RESOURCE_EXHAUSTED where nothing was scored because too much was under way
   */
  async score(
    { model, query, pairs, budget_ms: budgetMs, work_ms: workMs }: ScoreRequest,
    call: Call,
  ): Promise<ScoreResponse> {
    const violations: FieldViolation[] = [];
    const wrong = (field: string, description: string): unknown => violations.push({ field, description });
    if (model === '') wrong('model', 'must be given, as name@version');
    const length = Array.from(query).length;
    if (length < 1 || length > longestQuery) wrong('query', `must have 1 to ${longestQuery} characters`);
    if (pairs.length < 1 || pairs.length > mostPairs) wrong('pairs', `must be 1 to ${mostPairs}`);
    if (budgetMs !== undefined && !(budgetMs > 0)) wrong('budget_ms', 'must be above 0');
    if (workMs !== undefined && !(workMs >= 0)) wrong('work_ms', 'must be 0 or above');
    if (violations.length > 0) throw invalidArgument(violations);
    const refusal = await this.models.refusal(model);
    if (refusal !== undefined) throw new ApiError('NOT_FOUND', `model: ${refusal}`);

    const crossEncoder = await this.models.crossEncoder(model);
    const result = await crossEncoder.score(query, textPairs(pairs.map(({ text }) => text)), {
      ...patienceOf(call, budgetMs),
      ...(workMs !== undefined && { workMs }),
    });
    if (result.stopped === 'overloaded' && result.scored === 0) throw overloaded();
    return {
      logits: [...result.logits],
      scored: result.scored,
      cached: result.cached,
      work_ms: result.workMs,
      stopped: result.stopped === undefined ? ScoreStop.SCORE_STOP_UNSPECIFIED : stops[result.stopped],
    };
  }
}

/** Told at once: work that would come too late is not begun. */
export function overloaded(): ApiError {
  return new ApiError('RESOURCE_EXHAUSTED', 'more is asked than this process can score: ask again later, or elsewhere');
}
