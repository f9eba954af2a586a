import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openEmbeddedStorage } from '@weir/storage';
import { compileRoom } from './compile-room.js';

/** Three writers edit one record for ever, each from the version that it read, and print each version that won. */
const writer = (index: string, file: string): string => `
  const { openEmbeddedStorage } = require(${JSON.stringify(index)});
  (async () => {
    const { records } = await openEmbeddedStorage(${JSON.stringify(file)});
    const edit = async (who) => {
      for (;;) {
        const read = await records.get('experiments', 'one');
        const expected = read ? read.version : 0;
        const note = { who, at: 1, action: 'update', reason: '' };
        const value = { of: expected + 1 };
        const put = await records.put({ collection: 'experiments', key: 'one', expected, value, note });
        if (put.kind === 'written') process.stdout.write(put.record.version + '\\n');
      }
    };
    await Promise.all(['ann', 'bob', 'eve'].map(edit));
  })();
`;

describe('records in the DuckDB file, when its process is killed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-record-kill-'));
  const script = path.join(folder, 'writer.cjs');
  const file = path.join(folder, 'catalogue.duckdb');
  const index = compileRoom('storage');
  let child: ChildProcess | undefined;

  afterAll(() => {
    child?.kill('SIGKILL');
    rmSync(folder, { recursive: true });
    rmSync(path.dirname(index), { recursive: true });
  });

  it('keeps every acknowledged change, its audit entry, and no half of a change', async () => {
    writeFileSync(script, writer(index, file));
    const acknowledged = await killAfter(100);
    const storage = await openEmbeddedStorage(file);
    const record = await storage.records.get('experiments', 'one');
    const audit = await storage.records.audit({ collection: 'experiments', key: 'one', limit: 100_000 });
    await storage.close();
    expect(acknowledged).toEqual(Array.from(acknowledged, (_, at) => at + 1));
    expect(record!.version).toBeGreaterThanOrEqual(acknowledged.length);
    expect(record!.value).toEqual({ of: record!.version });
    expect(audit.map(({ version }) => version)).toEqual(Array.from({ length: record!.version }, (_, at) => at + 1));
    expect(audit.at(-1)?.after).toEqual(record!.value);
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
