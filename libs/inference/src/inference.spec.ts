import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryCache, noCache, type Cache } from '@weir/cache';
import { ModelSlot, openRegistry, shippedModels } from '@weir/registry';
import { watchOwnStall } from '../test/own-stall.js';
import { createInference, type Inference } from './inference.js';
import type { CrossEncoder, Encoder, PairText, Patience } from './models.js';

const toys = openRegistry(path.join(__dirname, '../test/toy-models'));
// A busy machine takes its time to start threads.
jest.setTimeout(30_000);
const noHurry: Patience = { remainingMs: () => Infinity };
let open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.map((model) => model.close()));
  open = [];
});

function dueIn(ms: number, signal?: AbortSignal): Patience {
  const at = performance.now() + ms;
  return { remainingMs: () => at - performance.now(), ...(signal && { signal }) };
}

async function encoder(inference: Inference): Promise<Encoder> {
  const model = await inference.openEncoder(await toys.load('toy-encoder@1', 'encoder'));
  open.push(model);
  return model;
}

async function crossEncoder(inference: Inference, name = 'toy-cross-encoder', cache: Cache = noCache) {
  const model = await inference.openCrossEncoder(await toys.load(`${name}@1`, 'cross-encoder'), { cache });
  open.push(model);
  return model;
}

const pair = (at: number, version = 1): PairText => ({ id: `p${at}`, version, text: `blue shoe ${at} red` });
const pairs = (count: number) => Array.from({ length: count }, (_, at) => pair(at));

describe('an encoder', () => {
  it('gives unit vectors, the same for a query again and for the text as a passage', async () => {
    const model = await encoder(createInference({ threads: 2 }));
    const vector = await model.encodeQuery('red shoe', noHurry);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    expect(await model.encodeQuery('Red  SHOE', noHurry)).toEqual(vector);
    const [passage] = await model.encodePassages(['red shoe']);
    for (const [at, value] of vector.entries()) expect(passage![at]).toBeCloseTo(value, 5);
  });

  it('keeps the order of passages, whatever their lengths', async () => {
    const model = await encoder(createInference({ threads: 2 }));
    const texts = Array.from({ length: 150 }, (_, at) => `${'drill '.repeat((at * 7) % 20)}${at}`);
    const together = await model.encodePassages(texts);
    expect(together).toHaveLength(150);
    for (const at of [0, 63, 64, 149]) {
      const [alone] = await model.encodePassages([texts[at]!]);
      for (const [dimension, value] of alone!.entries()) expect(together[at]![dimension]).toBeCloseTo(value, 5);
    }
    expect(await model.encodePassages([])).toEqual([]);
  });

  it('does not let a caller change what the next one gets', async () => {
    const model = await encoder(createInference({ threads: 1 }));
    (await model.encodeQuery('red', noHurry)).fill(0);
    expect(Math.hypot(...(await model.encodeQuery('red', noHurry)))).toBeCloseTo(1, 5);
  });

  it('refuses a query whose deadline has passed or whose caller left', async () => {
    const model = await encoder(createInference({ threads: 1 }));
    await expect(model.encodeQuery('late', dueIn(-1))).rejects.toMatchObject({ code: 'deadline' });
    await expect(model.encodeQuery('left', dueIn(1000, AbortSignal.abort()))).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('the shipped encoder', () => {
  it('gives a text the same bits whatever is encoded beside it', async () => {
    const inference = createInference({ threads: 2 });
    const loaded = await openRegistry(shippedModels()).load('encoder-minilm-l6@2', 'encoder');
    const model = await inference.openEncoder(loaded);
    open.push(model);
    const texts = ['cordless drill', 'a red running shoe for women, size 8.5', 'kettle'];
    const together = await model.encodePassages(texts);
    const alone = await Promise.all(texts.map(async (text) => (await model.encodePassages([text]))[0]));
    expect(together).toEqual(alone);
    expect(together[0]).toHaveLength(384);
  });
});

describe('a cross-encoder', () => {
  it('gives the same logits and the same order again, alone or among others, on one thread or two', async () => {
    const [one, two] = [
      await crossEncoder(createInference({ threads: 1 })),
      await crossEncoder(createInference({ threads: 2 })),
    ];
    const first = await one.score('red', pairs(30), noHurry);
    const order = (logits: Float64Array) => [...logits.keys()].sort((a, b) => logits[b]! - logits[a]! || a - b);
    for (const again of [await one.score('red', pairs(30), noHurry), await two.score('red', pairs(30), noHurry)]) {
      expect(order(again.logits)).toEqual(order(first.logits));
      for (const [at, logit] of again.logits.entries()) expect(logit).toBeCloseTo(first.logits[at]!, 5);
    }
    const alone = await one.score('red', [pair(17)], noHurry);
    expect(alone.logits[0]).toBeCloseTo(first.logits[17]!, 5);
  });

  it('asks the cache once, computes only what it misses, and misses a product that changed', async () => {
    const cache = createMemoryCache({ maxBytes: 1e6 });
    const getMany = jest.spyOn(cache, 'getMany');
    const model = await crossEncoder(createInference({ threads: 1 }), 'toy-cross-encoder', cache);
    const first = await model.score('Red  shoe', pairs(8), noHurry);
    await sleep(5);
    const again = await model.score('red shoe', [...pairs(7), pair(7, 2), pair(8)], noHurry);
    expect(getMany).toHaveBeenCalledTimes(2);
    expect(again).toMatchObject({ scored: 9, cached: 7 });
    expect([...again.logits.slice(0, 7)]).toEqual([...first.logits.slice(0, 7)]);
    expect(await model.score('red shoes', pairs(8), noHurry)).toMatchObject({ cached: 0 });
  });

  it('does not wait for a cache that hangs', async () => {
    const hanging: Cache = { ...noCache, getMany: () => new Promise(() => undefined) };
    const model = await crossEncoder(createInference({ threads: 1 }), 'toy-cross-encoder', hanging);
    expect(await model.score('red', pairs(3), dueIn(2000))).toMatchObject({ scored: 3, cached: 0 });
  });

  it('scores as many of the best as the time allows, and answers in time', async () => {
    const model = await crossEncoder(createInference({ threads: 1 }), 'toy-slow');
    const whole = model.predictMs('red', pairs(40));
    // What was predicted while the machine was busy may be more than enough now.
    for (let budget = whole / 2, at = 0; ; budget *= 0.7, at++) {
      const start = performance.now();
      const scores = await model.score(`red ${at}`, pairs(40), dueIn(budget));
      expect(performance.now() - start).toBeLessThan(budget + 50);
      expect(scores.scored).toBeGreaterThan(0);
      expect(scores.logits.slice(0, scores.scored).some(Number.isNaN)).toBe(false);
      if (scores.scored === 40) continue;
      expect(scores.stopped).toBe('budget');
      break;
    }
  });

  it('stops, not failing, when the queue is full or the model is closed', async () => {
    const inference = createInference({ threads: 1, maxQueued: 1 });
    const model = await crossEncoder(inference, 'toy-slow');
    const crowd = await Promise.all(Array.from({ length: 5 }, (_, at) => model.score(`q${at}`, pairs(2), noHurry)));
    expect(crowd.filter((scores) => scores.stopped === 'overloaded').length).toBeGreaterThanOrEqual(3);
    expect(crowd.filter((scores) => scores.scored === 2).length).toBeGreaterThanOrEqual(1);
    const waiting = [1, 2].map((at) => model.score(`late ${at}`, pairs(20), noHurry));
    await sleep(1);
    await model.close();
    for (const scores of await Promise.all(waiting)) expect(scores.stopped).toBe('failed');
    expect(await model.score('red', pairs(2), noHurry)).toMatchObject({ scored: 0, stopped: 'failed' });
  });
});

describe('models on shared cores', () => {
  it('encode a query long before the passages that were there first', async () => {
    const inference = createInference({ threads: 1 });
    const model = await encoder(inference);
    let indexed = false;
    const indexing = model.encodePassages(Array.from({ length: 3000 }, (_, at) => `drill ${at}`)).then(() => {
      indexed = true;
    });
    await sleep(5);
    await model.encodeQuery('red', noHurry);
    expect(indexed).toBe(false);
    await indexing;
  });

  it('never stall the event loop for 10 ms, opening or running', async () => {
    // Collecting garbage comes and goes too; a stall of our own making comes in every round.
    const rounds: number[] = [];
    for (let round = 0; round < 8 && !rounds.some((ms) => ms < 10); round++) {
      const stall = watchOwnStall();
      const model = await crossEncoder(createInference({ threads: 2 }), 'toy-slow');
      const { ms } = await timed(() => model.score('red', pairs(30), noHurry));
      rounds.push(stall.stop());
      // If a run blocked the loop, it would for at least this long.
      expect(ms).toBeGreaterThan(20);
    }
    expect(Math.min(...rounds)).toBeLessThan(10);
  });

  it('swap under load without a dropped request', async () => {
    const inference = createInference({ threads: 2 });
    const loaded = await toys.load('toy-cross-encoder@1', 'cross-encoder');
    const next = () => inference.openCrossEncoder(loaded, { cache: noCache });
    const slot = new ModelSlot<CrossEncoder>(await next());
    let swapping = true;
    let requests = 0;
    const shoppers = Array.from({ length: 6 }, async (_, shopper) => {
      while (swapping) {
        const scores = await slot.use((model) => model.score(`red ${shopper}`, pairs(3), dueIn(5000)));
        expect(scores).toMatchObject({ scored: 3 });
        requests++;
      }
    });
    for (let swap = 0; swap < 3; swap++) await slot.swap(await next());
    swapping = false;
    await Promise.all(shoppers);
    await slot.close();
    expect(requests).toBeGreaterThan(20);
  });
});

describe('a process with models', () => {
  const built = path.resolve(__dirname, '../../../dist/libs');
  const toyFolder = path.join(__dirname, '../test/toy-models');
  const script = (end: string) => `
    const { openRegistry } = require(${JSON.stringify(path.join(built, 'registry/src/index.js'))});
    const { createInference } = require(${JSON.stringify(path.join(built, 'inference/src/index.js'))});
    const { noCache } = require(${JSON.stringify(path.join(built, 'cache/src/index.js'))});
    (async () => {
      const loaded = await openRegistry(${JSON.stringify(toyFolder)}).load('toy-slow@1', 'cross-encoder');
      const model = await createInference({ threads: 2 }).openCrossEncoder(loaded, { cache: noCache });
      const pairs = Array.from({ length: 20 }, (_, at) => ({ id: String(at), version: 1, text: 'blue shoe ' + at }));
      const scores = model.score('red', pairs, { remainingMs: () => Infinity });
      ${end}
    })();`;
  const exitCode = (source: string) =>
    new Promise<number | string | null | undefined>((resolve) => {
      execFile(process.execPath, ['-e', source], (error) => {
        resolve(error ? (error.signal ?? error.code) : 0);
      });
    });

  it('can exit in the middle of a run', async () => {
    expect(existsSync(built)).toBe(true);
    expect(await exitCode(script('setTimeout(() => process.exit(7), 20);'))).toBe(7);
  });

  it('ends by itself when nothing runs, though nobody closed the model', async () => {
    expect(await exitCode(script('await scores;'))).toBe(0);
  });
});

async function timed<T>(task: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const start = performance.now();
  const value = await task();
  return { value, ms: performance.now() - start };
}
