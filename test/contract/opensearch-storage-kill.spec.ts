import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Storage } from '@weir/storage';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { compileRoom } from './compile-room.js';
import { destroyStorage, openStorage } from './opensearch-storage-under-test.js';

/** Writes products and edits one record for ever, side by side, and prints what was acknowledged. */
const writer = (index: string, url: string, prefix: string): string => `
  const { loadOpenSearchStorage } = require(${JSON.stringify(index)});
  const product = (id, title) => ({ id, title, text: {}, category: [], attributes: {} });
  const tell = (what) => process.stdout.write(JSON.stringify(what) + '\\n');
  (async () => {
    const { openOpenSearchStorage } = await loadOpenSearchStorage();
    const connection = { nodes: [${JSON.stringify(url)}] };
    const { products, records } = await openOpenSearchStorage({ connection, prefix: ${JSON.stringify(prefix)} });
    let n = 0;
    const write = async () => {
      for (;;) {
        const ids = [n++, n++].map((number) => 'p' + number);
        const versions = await products.upsert(ids.map((id) => product(id, 'title of ' + id)));
        ids.forEach((id, at) => tell({ id, version: versions[at] }));
      }
    };
    const edit = async (who) => {
      for (;;) {
        const expected = (await records.get('experiments', 'one'))?.version ?? 0;
        const note = { who, at: 1, action: 'update', reason: '' };
        const value = { of: expected + 1 };
        const put = await records.put({ collection: 'experiments', key: 'one', expected, value, note });
        if (put.kind === 'written') tell({ record: put.record.version });
      }
    };
    await Promise.all([write(), write(), edit('ann'), edit('bob')]);
  })();
`;

// Making indices takes seconds on a busy machine.
jest.setTimeout(120_000);

describe('the storage in OpenSearch, when a process that writes is killed', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-opensearch-kill-'));
  const script = path.join(folder, 'writer.cjs');
  const index = compileRoom('storage');
  const prefix = indexName('kill');
  let url: string;
  let storage: Storage | undefined;
  let child: ChildProcess | undefined;

  beforeAll(async () => {
    url = await openSearchUrl();
    storage = await openStorage(url, prefix);
  }, 180_000);

  afterAll(async () => {
    child?.kill('SIGKILL');
    await storage?.close();
    await destroyStorage(url, prefix);
    rmSync(folder, { recursive: true });
    rmSync(path.dirname(index), { recursive: true });
  });

  it('keeps every acknowledged product and change, with its audit entry, for all others', async () => {
    const { products, records } = storage!;
    writeFileSync(script, writer(index, url, prefix));
    const acknowledged = await killAfter(150);
    const written = acknowledged.filter((line) => 'id' in line);
    expect(written.length).toBeGreaterThan(0);
    expect(await products.get(written.map(({ id }) => id))).toEqual(
      written.map(({ id, version }) => ({
        version,
        product: { id, title: `title of ${id}`, text: {}, category: [], attributes: {} },
      })),
    );
    const edits = acknowledged.flatMap((line) => ('record' in line ? [line.record] : []));
    expect(edits.length).toBeGreaterThan(0);
    const record = await records.get('experiments', 'one');
    expect(record!.version).toBeGreaterThanOrEqual(Math.max(...edits));
    const audit = await records.audit({ collection: 'experiments', key: 'one' });
    expect(audit.map(({ version }) => version)).toEqual(Array.from({ length: record!.version }, (_, at) => at + 1));
    expect(audit.at(-1)?.after).toEqual({ of: record!.version });
  });

  type Line = { readonly id: string; readonly version: number } | { readonly record: number };

  async function killAfter(enough: number): Promise<Line[]> {
    const writing = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    child = writing;
    const acknowledged: Line[] = [];
    for await (const line of createInterface(writing.stdout)) {
      acknowledged.push(JSON.parse(line) as Line);
      if (acknowledged.length === enough) writing.kill('SIGKILL');
    }
    return acknowledged;
  }
});
