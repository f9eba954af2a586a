import type { EncoderManifest, LoadedModel } from '@weir/registry';
import { LRUCache } from 'lru-cache';
import { InferenceError } from './inference-error.js';
import type { Encoder, Patience } from './models.js';
import { file, OnnxModel } from './onnx-model.js';
import { priorities, type Scheduler } from './scheduler.js';
import { tokenBatches } from './token-batches.js';
import { parseVocabularyInSteps } from './vocabulary.js';
import { WordPiece } from './wordpiece.js';

/** Passages sorted by length together: tokenising them holds the thread up for a millisecond or two. */
const windowTexts = 64;
const rememberedQueries = 2000;
const noHurry: Patience = { remainingMs: () => Infinity };

/** A bi-encoder on ONNX Runtime. A text has the same vector whatever is encoded beside it. */
export class OnnxEncoder implements Encoder {
  readonly model: string;
  readonly dimensions: number;
  private readonly queries = new LRUCache<string, Float32Array>({ max: rememberedQueries });

  private constructor(
    private readonly onnx: OnnxModel,
    private readonly wordPiece: WordPiece,
    private readonly shape: EncoderManifest['encoder'],
  ) {
    this.model = onnx.reference;
    this.dimensions = shape.dimensions;
  }

  /** Rejects with `InferenceError` `failed`. */
  static async open(model: LoadedModel<'encoder'>, scheduler: Scheduler): Promise<OnnxEncoder> {
    const shape = model.manifest.encoder;
    const wordPiece = new WordPiece(await parseVocabularyInSteps(file(model, 'vocab.txt').toString('utf8')));
    const onnx = await OnnxModel.open(model, scheduler, { maxTokens: shape.max_passage_tokens, mayPad: false });
    return new OnnxEncoder(onnx, wordPiece, shape);
  }

  async encodeQuery(query: string, patience: Patience): Promise<Float32Array> {
    const row = this.wordPiece.single(this.shape.query_prefix + query, this.shape.max_query_tokens);
    const key = row.ids.join(' ');
    const known = this.queries.get(key);
    // A copy, so that no caller can change what the next one gets.
    if (known) return known.slice();
    const [vector] = await this.onnx.run([row], { priority: priorities.query, patience });
    this.queries.set(key, this.check(vector!));
    return vector!.slice();
  }

  async encodePassages(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const vectors = new Array<Float32Array>(texts.length);
    for (let first = 0; first < texts.length; first += windowTexts) {
      const encoded = await this.encodeWindow(texts.slice(first, first + windowTexts));
      for (const [at, vector] of encoded.entries()) vectors[first + at] = vector;
    }
    return vectors;
  }

  /** Expected ms of encoding a query of this many tokens, waiting included. */
  predictMs(tokens: number): number {
    return this.onnx.predictMs([tokens], priorities.query);
  }

  /** What each of its threads holds, bytes; none once it is closed. */
  memory(): readonly number[] {
    return this.onnx.memory();
  }

  async close(): Promise<void> {
    await this.onnx.close();
  }

  private async encodeWindow(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const { passage_prefix: prefix, max_passage_tokens: maxTokens } = this.shape;
    const rows = texts.map((text) => this.wordPiece.single(prefix + text, maxTokens));
    const batches = tokenBatches(rows);
    const vectors = new Array<Float32Array>(texts.length);
    const encodeOn = async (): Promise<void> => {
      // As much work under way as there are threads, so that passages never fill the queue.
      for (let batch = batches.pop(); batch; batch = batches.pop()) {
        const work = batch.map((at) => rows[at]!);
        const encoded = await this.onnx.run(work, { priority: priorities.passage, patience: noHurry });
        for (const [row, at] of batch.entries()) vectors[at] = this.check(encoded[row]!);
      }
    };
    await Promise.all(Array.from({ length: this.onnx.slots }, encodeOn));
    return vectors;
  }

  private check(vector: Float32Array): Float32Array {
    if (vector.length === this.dimensions) return vector;
    throw new InferenceError(
      'failed',
      `${this.model} gives ${vector.length} floats, its manifest says ${this.dimensions}: correct the manifest`,
    );
  }
}
