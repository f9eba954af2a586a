import type { Cache } from '@weir/cache';
import type { CrossEncoderManifest, LoadedModel } from '@weir/registry';
import type { CrossEncoder, PairScores, PairText, Patience } from './models.js';
import { file, OnnxModel } from './onnx-model.js';
import { priorities, type Scheduler } from './scheduler.js';
import { ScoreCache } from './score-cache.js';
import { scorePairs } from './score-pairs.js';
import { parseVocabularyInSteps } from './vocabulary.js';
import { WordPiece } from './wordpiece.js';

export interface CrossEncoderOptions {
  readonly cache: Cache;
  /** How long a logit is kept, ms. @defaultValue one day */
  readonly cacheTtlMs?: number;
  /** A score cache that takes longer counts as empty, ms. @defaultValue 10 */
  readonly cachePatienceMs?: number;
}

const dayMs = 86_400_000;

/** For work in the background: its scores would push those of shoppers out. */
const noCache: Pick<ScoreCache, 'read' | 'write'> = {
  read: (keys) => Promise.resolve(new Float64Array(keys.length).fill(NaN)),
  write: () => undefined,
};

/** A cross-encoder on ONNX Runtime. A pair has the same logit whatever is scored beside it. */
export class OnnxCrossEncoder implements CrossEncoder {
  readonly model: string;
  private readonly cache: ScoreCache;

  private constructor(
    private readonly onnx: OnnxModel,
    private readonly wordPiece: WordPiece,
    private readonly shape: CrossEncoderManifest['cross_encoder'],
    { cache, cacheTtlMs = dayMs, cachePatienceMs = 10 }: CrossEncoderOptions,
  ) {
    this.model = onnx.reference;
    this.cache = new ScoreCache(cache, onnx.reference, cacheTtlMs, cachePatienceMs);
  }

  /** Rejects with `InferenceError` `failed`. */
  static async open(
    model: LoadedModel<'cross-encoder'>,
    scheduler: Scheduler,
    options: CrossEncoderOptions,
  ): Promise<OnnxCrossEncoder> {
    const shape = model.manifest.cross_encoder;
    const wordPiece = new WordPiece(await parseVocabularyInSteps(file(model, 'vocab.txt').toString('utf8')));
    const onnx = await OnnxModel.open(model, scheduler, { maxTokens: shape.max_tokens, mayPad: true });
    return new OnnxCrossEncoder(onnx, wordPiece, shape, options);
  }

  async score(query: string, pairs: readonly PairText[], patience: Patience): Promise<PairScores> {
    const tokens = this.wordPiece.ids(query, this.shape.max_query_tokens);
    return scorePairs(
      {
        keys: this.cache.keys(tokens, pairs),
        cache: patience.background === true ? noCache : this.cache,
        model: this.onnx,
        row: (at) => this.wordPiece.pair(tokens, pairs[at]!.text, this.shape.max_tokens),
      },
      patience,
    );
  }

  /** Expected ms of scoring these pairs now, on all threads, none of them cached. */
  predictMs(query: string, pairs: readonly PairText[]): number {
    const tokens = this.wordPiece.ids(query, this.shape.max_query_tokens);
    const lengths = pairs.map((pair) => this.wordPiece.pair(tokens, pair.text, this.shape.max_tokens).ids.length);
    const waitMs = this.onnx.predictMs([], priorities.rerank);
    return waitMs + this.onnx.cost.predictMs(lengths) / this.onnx.slots;
  }

  /** What each of its threads holds, bytes; none once it is closed. */
  memory(): readonly number[] {
    return this.onnx.memory();
  }

  async close(): Promise<void> {
    await Promise.all([this.onnx.close(), this.cache.flush()]);
  }
}
