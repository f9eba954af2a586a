import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { shop, writeShop } from '../e2e/shop.js';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { flipped } from './damage.js';

jest.setTimeout(120_000);

describe('weir serve', () => {
  let folder: string;
  let data: string;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-start-'));
    data = path.join(folder, 'data');
    writeShop(path.join(folder, 'shop.jsonl'));
    await (await start()).end();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const start = (): Promise<WeirProcess> =>
    startWeir([
      ...['--data-dir', data, '--catalogue', path.join(folder, 'shop.jsonl')],
      ...[
        'deadline_ms=20000',
        'retrieval.mode=bm25',
        'retrieval.encoder=null',
        'ranker.model=null',
        'reranker.model=null',
        'reranker.blend=null',
      ].flatMap((each) => ['--set', `plan.${each}`]),
    ]);
  const total = async (weir: WeirProcess): Promise<number> =>
    (
      (await (await weir.post('/v1/search', { query: 'espresso', deadline_ms: 20_000 })).json()) as {
        readonly total: number;
      }
    ).total;
  const espressos = shop.filter(({ title }) => title.includes('espresso')).length;

  it('says that a snapshot is damaged and makes the index anew; says that the end of the log is torn, and serves what is whole', async () => {
    const snapshot = path.join(data, 'index.snapshot');
    writeFileSync(snapshot, flipped(readFileSync(snapshot), 500));
    const weir = await start();
    expect(weir.output()).toContain(`${snapshot} is`);
    expect(weir.output()).toContain('the index has to be built anew from the store');
    expect(await total(weir)).toBe(espressos);
    for (const id of ['a', 'b'])
      expect((await weir.post('/v1/products', { products: [{ id, title: `espresso ${id}` }] })).status).toBe(200);
    expect(await weir.end('SIGKILL')).toBeNull();
    const log = path.join(data, 'weir.duckdb.wal');
    const whole = readFileSync(log);
    writeFileSync(log, whole.subarray(0, whole.length - 10));
    const again = await start();
    expect(again.output()).toMatch(/weir\.duckdb\.wal ends in \d+ bytes that are no whole transaction/);
    expect(await total(again)).toBe(espressos + 1);
    expect(await again.end()).toBe(0);
  });

  it('does not start on a damaged storage: it says which file, and what to do, without a stack trace', async () => {
    const file = path.join(data, 'weir.duckdb');
    writeFileSync(file, flipped(readFileSync(file), 20));
    const failure = await start().then(
      () => '',
      (error: unknown) => (error as Error).message,
    );
    expect(failure).toContain('ended with 1');
    expect(failure).toMatch(
      /weir: .*weir\.duckdb is damaged or no storage of Weir: put back a copy of it, or move it away/,
    );
    expect(failure).not.toMatch(/\n\s+at /);
  });
});
