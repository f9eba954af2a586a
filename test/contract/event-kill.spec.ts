import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openEmbeddedStorage, type StoredEvent } from '@weir/storage';
import { compileRoom } from './compile-room.js';

/** Events of a batch, and its number in their ids. */
const batchOf = 50;

/** Records batches for ever, four side by side, each with the exposure of its own unit, and prints those acknowledged. */
const writer = (index: string, file: string): string => `
  const { openEmbeddedStorage } = require(${JSON.stringify(index)});
  const event = (batch, n) => ({
    id: batch + '/' + n, action: 'click', at: 1000 + n, receivedAt: 2000, shopper: 'u' + batch, session: '',
    searchId: 's', productId: 'p', query: 'x'.repeat(100),
  });
  (async () => {
    const { events } = await openEmbeddedStorage(${JSON.stringify(file)});
    let next = 0;
    const write = async () => {
      for (;;) {
        const batch = next++;
        const exposure = { experiment: 'e', phase: 1, variant: 'a', unit: 'u' + batch, at: 0, reached: true };
        await Promise.all([
          events.append(Array.from({ length: ${batchOf} }, (_, n) => event(batch, n))),
          events.expose([exposure]),
        ]);
        process.stdout.write(batch + '\\n');
      }
    };
    await Promise.all([write(), write(), write(), write()]);
  })();
`;

describe('events in the DuckDB file, when their process is killed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-event-kill-'));
  const script = path.join(folder, 'writer.cjs');
  const file = path.join(folder, 'weir.duckdb');
  const index = compileRoom('storage');
  let child: ChildProcess | undefined;

  afterAll(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
    rmSync(path.dirname(index), { recursive: true });
  });

  it('keeps every acknowledged event and exposure, no half of a batch, and knows their ids', async () => {
    writeFileSync(script, writer(index, file));
    const acknowledged = await killAfter(200);
    const storage = await openEmbeddedStorage(file);
    try {
      const clicks = { aggregate: 'count', action: 'click' } as const;
      const {
        moments: [clicked],
      } = await storage.events.moments({
        ...{ experiment: 'e', phase: 1 },
        metrics: [{ key: 'clicks', kind: 'count', numerator: clicks, better: 'higher' }],
      });
      // Some that nobody was told of may be there, but whole.
      expect(clicked!.units).toBeGreaterThanOrEqual(acknowledged.length);
      expect((await storage.events.count()) % batchOf).toBe(0);
      const again = acknowledged.map((batch) => event(`${batch}/${batchOf - 1}`));
      expect(await storage.events.append(again)).toEqual({ recorded: 0, duplicates: acknowledged.length });
      expect(await storage.events.append([event('new')])).toEqual({ recorded: 1, duplicates: 0 });
      expect(clicked!.m.sum).toBeGreaterThanOrEqual(acknowledged.length * batchOf);
    } finally {
      await storage.close();
    }
  }, 60_000);

  async function killAfter(enough: number): Promise<number[]> {
    const writing = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = writing;
    const acknowledged: number[] = [];
    for await (const line of createInterface(writing.stdout)) {
      acknowledged.push(Number(line));
      if (acknowledged.length === enough) writing.kill('SIGKILL');
    }
    return acknowledged;
  }
});

function event(id: string): StoredEvent {
  return { id, action: 'click', at: 1, receivedAt: 2, shopper: 'u', session: '', searchId: '', productId: 'p' };
}
