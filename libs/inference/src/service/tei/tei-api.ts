import { ApiError, type Call, invalidArgument } from '@weir/contracts';
import type { PairScores } from '../../models.js';
import type { DefaultModels } from '../loaded-models.js';
import { patienceOf } from '../patience.js';
import { overloaded } from '../reranker-api.js';
import { textPairs } from '../text-pairs.js';

/** Texts of a request. */
export const mostTexts = 1000;

/** What text-embeddings-inference's clients send to have texts ordered. */
export interface TextsToRank {
  readonly query: string;
  readonly texts: readonly string[];
  /** Logits; otherwise their sigmoid, from 0 to 1. */
  readonly rawScores: boolean;
}

/** A text's place: its number among those sent, from 0. */
export interface TextRank {
  readonly index: number;
  /** float32: greater is better. */
  readonly score: number;
}

/** text-embeddings-inference's API over the models that this process offers to those who name none. */
export class TeiApi {
  constructor(readonly models: DefaultModels) {}

  /**
   * All texts, best first.
   *
   * @throws ApiError INVALID_ARGUMENT, RESOURCE_EXHAUSTED at once where too much is under way, DEADLINE_EXCEEDED,
   *   CANCELLED, INTERNAL: part of an order is none
   */
  async rank({ query, texts, rawScores }: TextsToRank, call: Call): Promise<readonly TextRank[]> {
    if (query === '') throw invalidArgument([{ field: 'query', description: 'cannot be empty' }]);
    if (texts.length < 1 || texts.length > mostTexts)
      throw invalidArgument([{ field: 'texts', description: `must be 1 to ${mostTexts}` }]);
    const { logits, stopped } = await this.models.crossEncoder.score(query, textPairs(texts), patienceOf(call));
    if (stopped !== undefined) throw unfinished(stopped);
    const ranks = Array.from(logits, (logit, index) => ({
      index,
      score: Math.fround(rawScores ? logit : 1 / (1 + Math.exp(-logit))),
    }));
    // The first of two equal texts stays first.
    return ranks.sort((a, b) => b.score - a.score);
  }

  /** A unit vector a text, as the encoder makes them of products. */
  async embed(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const { encoder } = this.models;
    if (encoder === undefined) throw new ApiError('UNIMPLEMENTED', 'this process has no embedding model');
    if (texts.length < 1 || texts.length > mostTexts)
      throw invalidArgument([{ field: 'inputs', description: `must be 1 to ${mostTexts}` }]);
    return encoder.encodePassages(texts);
  }
}

function unfinished(stopped: NonNullable<PairScores['stopped']>): ApiError {
  switch (stopped) {
    case 'overloaded':
      return overloaded();
    case 'budget':
    case 'allowance':
      return new ApiError(
        'DEADLINE_EXCEEDED',
        'not all texts were scored before the deadline: send fewer, or wait longer',
      );
    case 'cancelled':
      return new ApiError('CANCELLED', 'the caller left');
    case 'failed':
      return new ApiError('INTERNAL', 'the model failed: the server has logged it');
  }
}
