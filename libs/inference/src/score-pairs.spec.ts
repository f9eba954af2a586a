import { setTimeout as sleep } from 'node:timers/promises';
import { InferenceError, type InferenceErrorCode } from './inference-error.js';
import type { Patience } from './models.js';
import { scorePairs, type Pairs } from './score-pairs.js';

interface Stage {
  readonly pairs: Pairs;
  readonly computed: number[];
  /** Pairs of each. */
  readonly chunks: number[];
  readonly written: Map<string, number>;
  time: number;
}

interface Script {
  readonly count: number;
  readonly slots?: number;
  readonly batched?: boolean;
  readonly known?: Record<number, number>;
  /** Called before a chunk that begins with this pair is computed. */
  readonly before?: (first: number) => Promise<void> | void;
}

/** A model in which a pair is 30 tokens, so that two fill a chunk (five one that is run together), and takes 10 ms of the stage's own time; its logit is 100 less its place. */
function stage({ count, slots = 1, batched = false, known = {}, before }: Script): Stage {
  const keys = Array.from({ length: count }, (_, at) => `pair ${at}`);
  const computed: number[] = [];
  const chunks: number[] = [];
  const written = new Map<string, number>();
  const made: Stage = {
    computed,
    chunks,
    written,
    time: 0,
    pairs: {
      keys,
      row: (at) => ({ ids: [at, ...new Array<number>(29).fill(0)], firstSegment: 1 }),
      cache: {
        read: () => Promise.resolve(Float64Array.from(keys, (_, at) => known[at] ?? NaN)),
        write: (names, logits) => {
          for (const [at, name] of names.entries()) written.set(name, logits[at]!);
        },
      },
      model: {
        slots,
        batched,
        boundMs: (lengths) => lengths.length * 10,
        workMs: (lengths) => lengths.length * 10,
        run: async (rows) => {
          await before?.(rows[0]!.ids[0]!);
          made.time += rows.length * 10;
          chunks.push(rows.length);
          computed.push(...rows.map((row) => row.ids[0]!));
          return rows.map((row) => Float32Array.of(100 - row.ids[0]!));
        },
      },
    },
  };
  return made;
}

/** Patience on the stage's own clock: tests of the decisions need no real time. */
function until(made: Stage, ms: number, signal?: AbortSignal): Patience {
  // The alarm that answers by the deadline runs on real time; it must not go off in these tests.
  return { remainingMs: () => (made.time === 0 ? ms + 5000 : ms - made.time), ...(signal && { signal }) };
}

const noHurry: Patience = { remainingMs: () => Infinity };
const places = (logits: Float64Array) => [...logits].flatMap((logit, at) => (Number.isNaN(logit) ? [] : [at]));

describe('anytime scoring', () => {
  it('scores everything, best first, when there is time', async () => {
    const made = stage({ count: 5 });
    const scores = await scorePairs(made.pairs, noHurry);
    expect([...scores.logits]).toEqual([100, 99, 98, 97, 96]);
    expect(scores).toMatchObject({ scored: 5, cached: 0 });
    expect(scores.stopped).toBeUndefined();
    expect(made.computed).toEqual([0, 1, 2, 3, 4]);
  });

  it.each([
    [false, [2, 2, 2, 2, 1]],
    [true, [5, 4]],
  ])('fills a chunk with more pairs where they are run together: %p', async (batched, chunks) => {
    const made = stage({ count: 9, batched });
    await scorePairs(made.pairs, noHurry);
    expect(made.chunks).toEqual(chunks);
  });

  it('begins no chunk that it does not expect to end in time, and takes a smaller one that fits', async () => {
    const made = stage({ count: 9 });
    const scores = await scorePairs(made.pairs, until(made, 55));
    expect(made.computed).toEqual([0, 1, 2, 3, 4]);
    expect(made.time).toBeLessThanOrEqual(55);
    expect(scores).toMatchObject({ scored: 5, stopped: 'budget' });
  });

  it('computes nothing when nothing fits', async () => {
    const made = stage({ count: 3 });
    const scores = await scorePairs(made.pairs, { remainingMs: () => 9 });
    expect(made.computed).toEqual([]);
    expect(scores).toMatchObject({ scored: 0, stopped: 'budget' });
  });

  it('computes no pair that the cache knows, and counts those behind the stop', async () => {
    const made = stage({ count: 8, known: { 0: 1, 2: 2, 7: 3 } });
    const scores = await scorePairs(made.pairs, until(made, 35));
    expect(made.computed).toEqual([1, 3, 4]);
    expect(places(scores.logits)).toEqual([0, 1, 2, 3, 4, 7]);
    expect(scores).toMatchObject({ scored: 6, cached: 3, stopped: 'budget' });
    expect([...made.written.keys()]).toEqual(['pair 1', 'pair 3', 'pair 4']);
  });

  it('gives the same with more threads', async () => {
    const [one, three] = [stage({ count: 20 }), stage({ count: 20, slots: 3, before: () => sleep(Math.random() * 3) })];
    expect((await scorePairs(three.pairs, noHurry)).logits).toEqual((await scorePairs(one.pairs, noHurry)).logits);
  });

  it('answers by the deadline though a chunk hangs, and keeps what comes late for the cache', async () => {
    let release: () => void = () => undefined;
    const hang = new Promise<void>((resolve) => {
      release = resolve;
    });
    const made = stage({ count: 8, before: (first) => (first >= 4 ? hang : undefined) });
    const at = performance.now() + 100;
    const scores = await scorePairs(made.pairs, { remainingMs: () => at - performance.now() });
    expect(performance.now() - at).toBeLessThan(60);
    expect(scores).toMatchObject({ scored: 4, stopped: 'budget' });
    release();
    await sleep(1);
    expect(made.written.get('pair 5')).toBe(95);
  });

  it('leaves with the caller', async () => {
    const leaving = new AbortController();
    const made = stage({
      count: 20,
      before: (first) => {
        if (first === 4) leaving.abort();
      },
    });
    const scores = await scorePairs(made.pairs, until(made, 10_000, leaving.signal));
    expect(scores.stopped).toBe('cancelled');
    expect(made.computed.length).toBeLessThanOrEqual(6);
  });

  it.each<[InferenceErrorCode, string]>([
    ['overloaded', 'overloaded'],
    ['deadline', 'budget'],
    ['failed', 'failed'],
    ['cancelled', 'cancelled'],
  ])('stops on %s, with what it has', async (code, stopped) => {
    const before = (first: number) => {
      if (first === 4) throw new InferenceError(code, 'as scripted');
    };
    const scores = await scorePairs(stage({ count: 9, before }).pairs, noHurry);
    expect(scores).toMatchObject({ scored: 4, stopped });
  });

  it('shows a prefix only, though a later chunk was ready before an earlier one failed', async () => {
    const before = async (first: number) => {
      if (first !== 2) return;
      await sleep(20);
      throw new InferenceError('failed', 'as scripted');
    };
    const made = stage({ count: 8, slots: 2, known: { 7: 5 }, before });
    const scores = await scorePairs(made.pairs, noHurry);
    expect(places(scores.logits)).toEqual([0, 1, 7]);
    expect(scores).toMatchObject({ scored: 3, cached: 1, stopped: 'failed' });
    expect(made.written.get('pair 4')).toBe(96);
  });

  it.each([
    [50, [0, 1, 2, 3, 4, 8], 5],
    [29, [0, 1, 8], 2],
    [9, [8], 0],
    [0, [8], 0],
  ])('computes for %s ms of one thread at most, and gives what is cached besides', async (workMs, known, computed) => {
    const made = stage({ count: 9, slots: 2, known: { 8: 7 } });
    const scores = await scorePairs(made.pairs, { ...noHurry, workMs });
    expect(places(scores.logits)).toEqual(known);
    expect(made.computed).toHaveLength(computed);
    expect(scores).toMatchObject({ cached: 1, workMs: 10 * computed, stopped: 'allowance' });
  });

  it('tells what it has computed, and that it is done where the allowance sufficed', async () => {
    const scores = await scorePairs(stage({ count: 3 }).pairs, { ...noHurry, workMs: 30 });
    expect(scores).toMatchObject({ scored: 3, workMs: 30 });
    expect(scores.stopped).toBeUndefined();
  });

  it('has nothing to say of no pairs', async () => {
    expect(await scorePairs(stage({ count: 0 }).pairs, noHurry)).toEqual({
      logits: new Float64Array(0),
      scored: 0,
      workMs: 0,
      cached: 0,
    });
  });
});
