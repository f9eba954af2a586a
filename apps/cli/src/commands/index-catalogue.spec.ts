import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeCatalogueSource } from '@weir/indexing';
import { openEmbeddedStorage } from '@weir/storage';
import type { Command } from 'commander';
import { demoCommand } from './demo.js';
import { indexCommand } from './index-catalogue.js';

describe('weir index', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-index-'));
  const file = (name: string): string => path.join(folder, name);
  let written: { stdout: string; stderr: string };

  beforeEach(() => {
    // Jest's workers run many spec files in one process: each starts from its own exit code.
    process.exitCode = 0;
    written = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      jest.spyOn(process[stream], 'write').mockImplementation((text) => {
        written[stream] += String(text);
        return true;
      });
    }
  });
  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = 0;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('indexes what it can, names each bad row, and fails only when told to be strict', async () => {
    const rows = [
      '{"sku":"a","name":"A","price":"$5"}',
      '{"sku":"b","name":"B","price":"dear"}',
      '{"sku":',
      '{"sku":"c","name":"C"}',
    ];
    writeFileSync(file('shop.jsonl'), rows.join('\n'));
    writeFileSync(file('mapping.yaml'), 'id: sku\ntitle: name\nprice: price\n');
    const mapping = ['--mapping', file('mapping.yaml')];
    await run(indexCommand(), file('shop.jsonl'), '--data-dir', file('d1'), '--no-vectors', '--json', ...mapping);
    const report = JSON.parse(written.stdout) as Record<string, unknown>;
    expect(report).toMatchObject({ rows: 4, indexed: 2, rejected: 2, products: 2, removed: 0 });
    expect(report['mapping']).toMatchObject({ id: 'sku', title: 'name', price: 'price' });
    expect(written.stderr).toContain('line 2: price is not a number ("dear")');
    expect(written.stderr).toContain('line 3: is not JSON');
    expect(process.exitCode).toBe(0);

    await run(indexCommand(), file('shop.jsonl'), '--data-dir', file('d1'), '--no-vectors', '--strict');
    expect(written.stdout).toContain('4 rows read, 2 indexed');
    expect(process.exitCode).toBe(1);
  }, 60_000);

  it('changes prices and stock alone with --patch, and names what it cannot change', async () => {
    const prices = ['sku,price,name', 'a,"$7.50",other', 'x,1,', 'b,dear,', 'b,,', 'b,3,'];
    writeFileSync(file('prices.csv'), prices.join('\n'));
    const patch = ['--data-dir', file('d5'), '--no-vectors', '--patch', '--json'];
    await expect(run(indexCommand(), file('prices.csv'), ...patch)).rejects.toThrow('there is no catalogue');

    const rows = ['{"sku":"a","name":"A","price":5,"stock":2}', '{"sku":"b","name":"B","price":6}'];
    writeFileSync(file('goods.jsonl'), rows.join('\n'));
    await run(indexCommand(), file('goods.jsonl'), '--data-dir', file('d5'), '--no-vectors');
    written.stdout = '';
    await run(indexCommand(), file('prices.csv'), ...patch);
    const report = JSON.parse(written.stdout) as { rejected_rows: { line: number; reason: string }[] };
    expect(report).toMatchObject({ rows: 5, patched: 2, rejected: 3 });
    expect(report.rejected_rows).toEqual([
      { line: 4, reason: 'price is not a number ("dear")' },
      { line: 5, reason: 'sku has nothing to change beside it: none of price, stock' },
      { line: 3, reason: '"x" is not in the catalogue' },
    ]);
    const storage = await openEmbeddedStorage(path.join(file('d5'), 'weir.duckdb'));
    const stored = await storage.products.get(['a', 'b']);
    await storage.close();
    expect(stored.map((found) => found?.product)).toMatchObject([
      { title: 'A', price: 7.5, stock: 2 },
      { title: 'B', price: 3 },
    ]);
  }, 60_000);

  it('refuses a file that the mapping in use does not fit, and takes it as a new catalogue with --replace', async () => {
    writeFileSync(file('first.csv'), 'id,title\n1,One\n2,Two\n');
    writeFileSync(file('second.csv'), 'sku,name\nx,Ex\n');
    await run(indexCommand(), file('first.csv'), '--data-dir', file('d2'), '--no-vectors');
    await expect(run(indexCommand(), file('second.csv'), '--data-dir', file('d2'), '--no-vectors')).rejects.toThrow(
      /does not fit .*second.csv \(first row: id is missing.*--replace/,
    );
    written.stdout = '';
    await run(indexCommand(), file('second.csv'), '--data-dir', file('d2'), '--no-vectors', '--replace', '--json');
    expect(JSON.parse(written.stdout)).toMatchObject({ indexed: 1, removed: 2, products: 1, mapping: { id: 'sku' } });
  }, 60_000);

  it('lets the demonstration shop give way to the first catalogue', async () => {
    writeFileSync(file('demo.csv'), 'id,title\n1,One\n2,Two\n');
    await run(indexCommand(), file('demo.csv'), '--data-dir', file('d3'), '--no-vectors');
    const storage = await openEmbeddedStorage(path.join(file('d3'), 'weir.duckdb'));
    await writeCatalogueSource(storage.documents, { kind: 'demo' });
    await storage.close();
    written.stdout = '';
    writeFileSync(file('real.csv'), 'sku,name\nx,Ex\n');
    await run(indexCommand(), file('real.csv'), '--data-dir', file('d3'), '--no-vectors', '--json');
    expect(JSON.parse(written.stdout)).toMatchObject({ indexed: 1, removed: 2, products: 1 });
  }, 60_000);

  it('says who owns the data folder, and what to do', async () => {
    writeFileSync(file('owned.csv'), 'id,title\n1,One\n');
    await run(indexCommand(), file('owned.csv'), '--data-dir', file('d4'), '--no-vectors');
    const owner = await openEmbeddedStorage(path.join(file('d4'), 'weir.duckdb'));
    await expect(run(indexCommand(), file('owned.csv'), '--data-dir', file('d4'), '--no-vectors')).rejects.toThrow(
      /already open/,
    );
    await owner.close();
  }, 60_000);

  it('prints the mapping as YAML and indexes nothing', async () => {
    writeFileSync(file('print.csv'), 'id,title,color\n1,One,red\n2,Two,blue\n');
    await run(indexCommand(), file('print.csv'), '--print-mapping', '--data-dir', file('none'));
    expect(written.stdout).toContain('catalogue:\n  mapping:\n    id: id\n    title: title\n');
    expect(existsSync(file('none'))).toBe(false);
  });
});

describe('weir demo', () => {
  it('writes the shop in the layout of BEIR', async () => {
    const out = mkdtempSync(path.join(tmpdir(), 'weir-demo-'));
    jest.spyOn(process.stdout, 'write').mockReturnValue(true);
    await run(demoCommand(), '--out', out, '--products', '300');
    jest.restoreAllMocks();
    const lines = (name: string): string[] => readFileSync(path.join(out, name), 'utf8').trimEnd().split('\n');
    const ids = lines('corpus.jsonl').map((line) => (JSON.parse(line) as { _id: string })._id);
    const queries = lines('queries.jsonl').map((line) => (JSON.parse(line) as { _id: string })._id);
    expect(new Set(ids).size).toBe(300);
    const judged = ['train', 'dev'].flatMap((split) => {
      const [header, ...rest] = lines(`qrels/${split}.tsv`);
      expect(header).toBe('query-id\tcorpus-id\tscore');
      return rest.map((line) => line.split('\t'));
    });
    expect(new Set(judged.map(([query]) => query))).toEqual(new Set(queries));
    expect(judged.every(([, id, grade]) => ids.includes(id!) && /^[0-3]$/.test(grade!))).toBe(true);
    rmSync(out, { recursive: true });
  }, 30_000);
});

async function run(command: Command, ...args: readonly string[]): Promise<void> {
  await command.parseAsync(['node', 'weir', ...args]);
}
