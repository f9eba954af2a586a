import { InferenceError } from './inference-error.js';
import type { PairScores, Patience } from './models.js';
import type { OnnxModel } from './onnx-model.js';
import { priorities, type Priority } from './scheduler.js';
import type { ScoreCache } from './score-cache.js';
import { batchedTokenBudget, fitsBudget, tokenBudget } from './token-batches.js';
import type { TokenSequence } from './wordpiece.js';

/** The answer comes so much before the deadline that the caller can still use it. */
const leadMs = 2;

/** Pairs to be scored, best first. */
export interface Pairs {
  /** One key a pair. */
  readonly keys: readonly string[];
  readonly cache: Pick<ScoreCache, 'read' | 'write'>;
  readonly model: Pick<OnnxModel, 'slots' | 'batched' | 'run' | 'boundMs' | 'workMs'>;
  /** The tokens of the pair at this place. */
  row(at: number): TokenSequence;
}

/**
 * Anytime scoring: known logits first, then the others in the order given, in chunks, one under way on each thread. A
 * chunk is begun only if it should be done in time even when it runs slowly; whatever happens, the answer comes by the
 * deadline with what there is. Never rejects.
 */
export async function scorePairs(pairs: Pairs, patience: Patience): Promise<PairScores> {
  const scoring = new Scoring(pairs, patience);
  scoring.known(await pairs.cache.read(pairs.keys).catch(() => new Float64Array(pairs.keys.length).fill(NaN)));
  await untilExpiry(scoring.run(), patience, patience.remainingMs() - leadMs);
  return scoring.scores();
}

/** A pair in its turn. */
interface Place {
  readonly at: number;
  readonly row: TokenSequence;
}

class Scoring {
  private logits: Float64Array = new Float64Array(0);
  private cachedAt: readonly boolean[] = [];
  private next = 0;
  /** Of the allowance, spent on chunks that were begun, ms. */
  private spentMs = 0;
  private stopped: NonNullable<PairScores['stopped']> | undefined;
  private readonly priority: Priority;

  constructor(
    private readonly pairs: Pairs,
    private readonly patience: Patience,
  ) {
    this.priority = patience.background === true ? priorities.background : priorities.rerank;
  }

  known(logits: Float64Array): void {
    this.logits = logits;
    this.cachedAt = Array.from(logits, (logit) => !Number.isNaN(logit));
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: this.pairs.model.slots }, () => this.runOnOneThread()));
  }

  scores(): PairScores {
    const logits = this.logits.slice();
    // The promise is a prefix and cache hits: what was computed behind a gap is kept for the cache only.
    const gap = logits.findIndex(Number.isNaN);
    if (gap >= 0) {
      for (let at = gap; at < logits.length; at++) if (!this.cachedAt[at]!) logits[at] = NaN;
    }
    const scored = logits.reduce((count, logit) => count + (Number.isNaN(logit) ? 0 : 1), 0);
    const cached = this.cachedAt.filter(Boolean).length;
    const stopped = scored < logits.length ? (this.stopped ?? this.impatience() ?? 'budget') : undefined;
    return { logits, scored, cached, workMs: this.spentMs, ...(stopped && { stopped }) };
  }

  private async runOnOneThread(): Promise<void> {
    for (let chunk = this.chunk(); chunk.length > 0; chunk = this.chunk()) {
      try {
        await this.compute(chunk);
      } catch (error) {
        this.stopped ??= causeOf(error);
      }
    }
  }

  private async compute(chunk: readonly Place[]): Promise<void> {
    const { model, cache, keys } = this.pairs;
    const rows = chunk.map((place) => place.row);
    const outputs = await model.run(rows, { priority: this.priority, patience: this.patience });
    const logits = outputs.map((output) => output[0]!);
    for (const [row, { at }] of chunk.entries()) this.logits[at] = logits[row]!;
    cache.write(
      chunk.map(({ at }) => keys[at]!),
      logits,
    );
  }

  /** The next places to score, as many as fill a chunk and fit the time; none at the end. */
  private chunk(): readonly Place[] {
    const places: Place[] = [];
    while (this.stopped === undefined) {
      while (this.cachedAt[this.next]) this.next++;
      if (this.next >= this.logits.length) break;
      const row = this.pairs.row(this.next);
      const rows = [...places.map((place) => place.row), row];
      const lengths = rows.map(({ ids }) => ids.length);
      if (!fitsBudget(rows, this.budget(lengths))) break;
      const obstacle = this.obstacle(lengths);
      if (obstacle !== undefined) {
        if (places.length === 0) this.stopped = obstacle;
        break;
      }
      places.push({ at: this.next++, row });
    }
    if (places.length > 0) this.spentMs += this.pairs.model.workMs(places.map(({ row }) => row.ids.length));
    return places;
  }

  /** Why a chunk of rows of these lengths is not begun. */
  private obstacle(lengths: readonly number[]): NonNullable<PairScores['stopped']> | undefined {
    const { workMs = Infinity } = this.patience;
    if (!this.fits(lengths)) return this.impatience() ?? 'budget';
    if (workMs < Infinity && this.spentMs + this.pairs.model.workMs(lengths) > workMs) return 'allowance';
    return undefined;
  }

  private fits(lengths: readonly number[]): boolean {
    if (this.patience.signal?.aborted) return false;
    return this.pairs.model.boundMs(lengths, this.priority) <= this.patience.remainingMs();
  }

  /** A chunk that takes longer than expected may cost this part of the time that is left, not all of it. */
  private budget(lengths: readonly number[]): number {
    const { model } = this.pairs;
    // Short pieces in the background: whoever comes meanwhile waits for one at most.
    if (this.priority === priorities.background) return tokenBudget;
    const roomy = model.batched && model.boundMs(lengths, this.priority) <= this.patience.remainingMs() / 3;
    return roomy ? batchedTokenBudget : tokenBudget;
  }

  private impatience(): 'cancelled' | undefined {
    return this.patience.signal?.aborted ? 'cancelled' : undefined;
  }
}

function causeOf(error: unknown): NonNullable<PairScores['stopped']> {
  if (!(error instanceof InferenceError)) return 'failed';
  return error.code === 'deadline' ? 'budget' : error.code;
}

/** Races the work against the deadline and the caller's leaving; the work goes on and feeds the cache. */
async function untilExpiry(work: Promise<void>, { signal }: Patience, remainingMs: number): Promise<void> {
  let leave: () => void = () => undefined;
  const expired = new Promise<void>((resolve) => {
    leave = resolve;
  });
  const alarm = remainingMs < maxTimerMs ? setTimeout(leave, Math.max(0, remainingMs)) : undefined;
  signal?.addEventListener('abort', leave, { once: true });
  try {
    await Promise.race([work, expired]);
  } finally {
    clearTimeout(alarm);
    signal?.removeEventListener('abort', leave);
  }
}

/** The longest delay that a timer takes. */
const maxTimerMs = 2 ** 31 - 1;
