import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { compileRoom } from './compile-room.js';

/** Upserts pairs of products for ever, some singly, some side by side, and prints the number of each acknowledged pair. */
const writer = (index: string, file: string): string => `
  const { openEmbeddedStorage } = require(${JSON.stringify(index)});
  const pad = 'x'.repeat(500);
  const product = (id, n) => ({ id, title: String(n), text: { pad }, category: [], attributes: {} });
  (async () => {
    const storage = await openEmbeddedStorage(${JSON.stringify(file)});
    let n = 0;
    const write = async () => {
      const pair = n++;
      await storage.products.upsert([product('left-' + pair, pair), product('right-' + pair, pair)]);
      process.stdout.write(pair + '\\n');
    };
    for (;;) {
      await write();
      await Promise.all(Array.from({ length: 20 }, write));
    }
  })();
`;

describe('the DuckDB file, when its process is killed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-kill-'));
  const script = path.join(folder, 'writer.cjs');
  const file = path.join(folder, 'catalogue.duckdb');
  const children: ChildProcess[] = [];
  const index = compileRoom('storage');

  beforeAll(() => {
    writeFileSync(script, writer(index, file));
  });
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
    rmSync(path.dirname(index), { recursive: true });
  });

  it('keeps every acknowledged product and no half of a write', async () => {
    for (const enough of [150, 777]) {
      rmSync(file, { force: true });
      rmSync(`${file}.wal`, { force: true });
      const acknowledged = await killAfter(enough);
      const storage = await openEmbeddedStorage(file);
      const { whole, halves } = await readPairs(storage, Math.max(...acknowledged) + 50);
      await storage.close();
      expect(acknowledged.length).toBeGreaterThanOrEqual(enough);
      expect(acknowledged.filter((pair) => !whole.has(pair))).toEqual([]);
      expect(halves).toEqual([]);
    }
  }, 60_000);

  it('tells a second process who owns the file, and what to do', async () => {
    const storage = await openEmbeddedStorage(path.join(folder, 'owned.duckdb'));
    const second = start(`
      require(${JSON.stringify(index)}).openEmbeddedStorage(${JSON.stringify(path.join(folder, 'owned.duckdb'))})
        .catch((error) => console.log(error.code + ' ' + error.message));
    `);
    const [line] = (await once(createInterface(second.stdout!), 'line')) as [string];
    expect(line).toMatch(/^LOCKED /);
    expect(line).toContain(`process ${process.pid}`);
    expect(line).toContain('stop it first, or send it your products');
    await storage.close();
  });

  function start(code: string): ChildProcess {
    const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  }

  /** Kills the writer once it has acknowledged so many pairs; returns all that it acknowledged. */
  async function killAfter(enough: number): Promise<number[]> {
    const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const acknowledged: number[] = [];
    for await (const line of createInterface(child.stdout)) {
      acknowledged.push(Number(line));
      if (acknowledged.length === enough) child.kill('SIGKILL');
    }
    return acknowledged;
  }
});

async function readPairs(storage: Storage, end: number): Promise<{ whole: Set<number>; halves: number[] }> {
  const whole = new Set<number>();
  const halves: number[] = [];
  for (let pair = 0; pair < end; pair += 1) {
    const found = await storage.products.get([`left-${pair}`, `right-${pair}`]);
    const sides = found.filter((stored) => stored?.product.title === String(pair)).length;
    if (sides === 2) whole.add(pair);
    if (sides === 1) halves.push(pair);
  }
  return { whole, halves };
}
