import { createHash } from 'node:crypto';
import type { Cache } from '@weir/cache';
import type { PairText } from './models.js';

/**
 * Logits by (model, query, product, version). Queries count as one when the model reads the same tokens, so that case,
 * accents and spacing do not matter. A value is the float32 that the model gave.
 */
export class ScoreCache {
  private writing: Promise<unknown> = Promise.resolve();

  /**
   * @param ttlMs How long a logit is kept.
   * @param patienceMs A cache that takes longer counts as empty.
   */
  constructor(
    private readonly cache: Cache,
    private readonly model: string,
    private readonly ttlMs: number,
    private readonly patienceMs: number,
  ) {}

  /** One key a pair, from the query's token ids. The braces keep a query's scores on one node of a cluster, to be read at once. */
  keys(query: readonly number[], pairs: readonly PairText[]): readonly string[] {
    const hash = createHash('sha256').update(Int32Array.from(query)).digest('base64url').slice(0, 22);
    return pairs.map((pair) => `score:${this.model}:{${hash}}:${pair.version}:${pair.id}`);
  }

  /** One logit a key; NaN where it is not known. */
  async read(keys: readonly string[]): Promise<Float64Array> {
    const logits = new Float64Array(keys.length).fill(NaN);
    const answers = await Promise.race([this.cache.getMany(keys), later(this.patienceMs)]);
    for (const [at, answer] of answers?.entries() ?? []) {
      if (answer.kind !== 'hit' || answer.value.length !== Float32Array.BYTES_PER_ELEMENT) continue;
      const { buffer, byteOffset } = answer.value;
      logits[at] = new DataView(buffer, byteOffset).getFloat32(0, true);
    }
    return logits;
  }

  /** Does not wait: a search is never held up by a write. */
  write(keys: readonly string[], logits: readonly number[]): void {
    const entries = keys.map((key, at) => ({ key, value: bytesOf(logits[at]!) }));
    this.writing = Promise.allSettled([this.writing, this.cache.setMany(entries, this.ttlMs)]);
  }

  /** Resolves when what has been written so far is there (or lost). */
  async flush(): Promise<void> {
    await this.writing;
  }
}

function bytesOf(logit: number): Uint8Array {
  const value = new Uint8Array(Float32Array.BYTES_PER_ELEMENT);
  new DataView(value.buffer).setFloat32(0, logit, true);
  return value;
}

function later(ms: number): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => {
      resolve(undefined);
    }, ms).unref();
  });
}
