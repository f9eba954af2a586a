import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Product } from '@weir/catalogue';
import { DuckDBInstance } from '@duckdb/node-api';
import { openEmbeddedStorage } from './open-storage.js';

describe('openEmbeddedStorage', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-open-'));
  const file = (name: string): string => path.join(folder, name);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('lets one owner in this process have the file, until it is closed', async () => {
    const storage = await openEmbeddedStorage(file('owned.duckdb'));
    const again = openEmbeddedStorage(path.join(folder, '.', 'owned.duckdb'));
    await expect(again).rejects.toMatchObject({ name: 'StorageError', code: 'LOCKED' });
    await storage.close();
    await (await openEmbeddedStorage(file('owned.duckdb'))).close();
  });

  it.each([
    ['no database', (): Buffer => Buffer.from('not a database '.repeat(2000))],
    [
      'a damaged one',
      (whole: Buffer): Buffer => whole.map((byte, at) => (at >= 4096 && at < 9000 ? byte ^ 0x5a : byte)) as Buffer,
    ],
    ['a cut one', (whole: Buffer): Buffer => whole.subarray(0, 13_000)],
  ])('says what to do about a file that is %s', async (name, damage) => {
    const bad = file(`${name}.duckdb`);
    await (await openEmbeddedStorage(bad)).close();
    writeFileSync(bad, damage(readFileSync(bad)));
    const opening = openEmbeddedStorage(bad);
    await expect(opening).rejects.toMatchObject({ code: 'CORRUPT' });
    await expect(opening).rejects.toThrow('put back a copy of it, or move it away');
  });

  it('refuses a file of another format', async () => {
    const foreign = file('foreign.duckdb');
    await (await openEmbeddedStorage(foreign)).close();
    const instance = await DuckDBInstance.create(foreign);
    const connection = await instance.connect();
    await connection.run(`UPDATE documents SET value = '99' WHERE name = 'storage.format'`);
    connection.closeSync();
    instance.closeSync();
    await expect(openEmbeddedStorage(foreign)).rejects.toMatchObject({ code: 'INCOMPATIBLE' });
  });

  it('says that a folder is missing', async () => {
    await expect(openEmbeddedStorage(file('none/x.duckdb'))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });

  it('gives the products asked for while others are removed and written', async () => {
    for (let round = 0; round < 200; round += 1) {
      const storage = await openEmbeddedStorage(':memory:', { cachedProducts: 1 });
      const { products } = storage;
      await products.upsert([product('kept', 1), product('gone', 1), product('changed', 1)]);
      const reading = products.get(['kept', 'gone', 'changed']);
      await Promise.all([products.remove(['gone']), products.upsert([product('changed', 2), product('new', 1)])]);
      expect((await reading).map((stored) => stored?.product.id)).toEqual(['kept', 'gone', 'changed']);
      await storage.close();
    }
  }, 60_000);

  it('rewrites its log when most of it is dead, and keeps what counts', async () => {
    const name = file('log.duckdb');
    const storage = await openEmbeddedStorage(name);
    const { products } = storage;
    await products.upsert([product('gone', 0), product('steady', 0)]);
    const [steady] = (await products.get(['steady'])).map((stored) => stored!.version);
    await products.setVectors([
      { id: 'steady', version: steady!, vector: { encoder: 'old@1', values: Float32Array.of(1) } },
      { id: 'steady', version: steady!, vector: { encoder: 'new@1', values: Float32Array.of(2) } },
    ]);
    await products.remove(['gone']);
    for (let round = 1; round <= 27; round += 1) {
      await products.upsert(Array.from({ length: 2000 }, (_, i) => product(`p${i}`, round)));
    }
    // The rewrite stands in the queue of writes: this one comes after it.
    await products.upsert([product('last', 1)]);
    const last = await products.lastVersion();
    await storage.close();
    expect(await rowsOf(name)).toEqual({ products: 2003, vectors: 1 });

    const again = await openEmbeddedStorage(name);
    expect(await again.products.count()).toBe(2002);
    expect(await again.products.lastVersion()).toBe(last);
    expect((await again.products.get(['p7', 'gone'])).map((stored) => stored?.product.price)).toEqual([27, undefined]);
    const changes = [];
    for await (const page of again.products.changes(0)) changes.push(...page);
    expect(changes[0]).toEqual({
      kind: 'upsert',
      version: steady,
      product: product('steady', 0),
      vector: { encoder: 'new@1', values: Float32Array.of(2) },
    });
    expect(changes[1]).toMatchObject({ kind: 'delete', id: 'gone' });
    await again.close();
  }, 30_000);
});

function product(id: string, price: number): Product {
  return { id, title: id, text: {}, category: [], price, attributes: {} };
}

async function rowsOf(file: string): Promise<{ products: number; vectors: number }> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const counts = [];
  for (const table of ['products', 'vectors']) {
    counts.push(Number((await connection.runAndReadAll(`SELECT count(*) FROM ${table}`)).getRows()[0]?.[0]));
  }
  connection.closeSync();
  instance.closeSync();
  return { products: counts[0]!, vectors: counts[1]! };
}
