import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WorkerPool } from './worker-pool.js';
import type { WorkerRequest } from './worker-protocol.js';

/** Speaks the protocol; the first token id of a row says what to do: 1 answers, 2 throws, 3 exits, 4 refuses. */
const thread = `
const { parentPort, threadId } = require('node:worker_threads');
parentPort.postMessage({ kind: 'ready', warmUp: [], batched: true });
parentPort.on('message', (request) => {
  if (request === 'close') return parentPort.close();
  const [order] = request.ids;
  if (order === 2) throw new Error('out of memory');
  if (order === 3) process.exit(3);
  if (order === 4) return parentPort.postMessage({ kind: 'failed', message: 'no such token' });
  parentPort.postMessage({ kind: 'done', outputs: Float32Array.of(threadId), timings: [] });
});`;

let folder: string;
let pools: WorkerPool[] = [];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'weir-pool-'));
});

afterEach(async () => {
  await Promise.all(pools.map((pool) => pool.close()));
  pools = [];
  await rm(folder, { recursive: true, force: true });
});

async function open(threads: number, source = thread) {
  const entry = path.join(folder, 'thread.cjs');
  await writeFile(entry, source);
  let onReplaced: () => void = () => undefined;
  const replaced = new Promise<void>((resolve) => {
    onReplaced = resolve;
  });
  let onBroken: () => void = () => undefined;
  const broken = new Promise<void>((resolve) => {
    onBroken = resolve;
  });
  const setup = { model: new SharedArrayBuffer(1), warmUpTokens: [], mayPad: true };
  const { pool } = await WorkerPool.open({ setup, threads, entry, onReplaced, onBroken });
  pools.push(pool);
  return { pool, entry, replaced, broken };
}

const order = (id: number): WorkerRequest => ({
  ids: Int32Array.of(id),
  lengths: Int32Array.of(1),
  firstSegments: Int32Array.of(1),
});

describe('a pool of threads', () => {
  it('runs on as many threads as it has, each one request at a time', async () => {
    const { pool } = await open(2);
    const answers = await Promise.all([pool.run(order(1)), pool.run(order(1))]);
    expect(new Set(answers.map((answer) => answer.outputs[0])).size).toBe(2);
    expect(pool.idle).toBe(2);
  });

  it.each([
    ['throws', 2, 'out of memory'],
    ['ends', 3, 'its thread ended'],
  ])('fails the request of a thread that %s, and replaces the thread', async (_, id, message) => {
    const { pool, replaced } = await open(1);
    await expect(pool.run(order(id))).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining(message) as string,
    });
    await replaced;
    expect(pool.idle).toBe(1);
    await expect(pool.run(order(1))).resolves.toMatchObject({ kind: 'done' });
  });

  it('says that it is broken when no thread can be started any more, and recovers when one can', async () => {
    const { pool, entry, replaced, broken } = await open(1);
    await writeFile(entry, 'process.exit(1);');
    await expect(pool.run(order(3))).rejects.toMatchObject({ code: 'failed' });
    await broken;
    expect(pool.broken).toBe(true);
    await writeFile(entry, thread);
    await replaced;
    expect(pool.broken).toBe(false);
    await expect(pool.run(order(1))).resolves.toMatchObject({ kind: 'done' });
  });

  it('keeps a thread whose model refuses a row', async () => {
    const { pool } = await open(1);
    await expect(pool.run(order(4))).rejects.toMatchObject({ code: 'failed' });
    await expect(pool.run(order(1))).resolves.toMatchObject({ kind: 'done' });
  });

  it('does not open when a thread cannot start, and says why', async () => {
    const source = `require('node:worker_threads').parentPort.postMessage({ kind: 'failed', message: 'not a model' });`;
    await expect(open(2, source)).rejects.toMatchObject({
      code: 'failed',
      message: expect.stringContaining('not a model') as string,
    });
  });

  it('ends the run under way before it closes, and takes no more', async () => {
    const { pool } = await open(1);
    const running = pool.run(order(1));
    await pool.close();
    await expect(running).resolves.toMatchObject({ kind: 'done' });
    await expect(pool.run(order(1))).rejects.toMatchObject({ code: 'failed' });
    await pool.close();
  });
});
