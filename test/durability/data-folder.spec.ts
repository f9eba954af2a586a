import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mappingSchema, type Product } from '../../libs/catalogue/src/index.js';
import { type Engine, type EngineFault, openEngine } from '../../libs/engine/src/index.js';
import { damage, damages } from './damage.js';

jest.setTimeout(300_000);

const files = ['weir.duckdb', 'weir.duckdb.wal', 'index.snapshot'] as const;
const mapping = mappingSchema.parse({ id: 'id', title: 'title', brand: 'brand', price: 'price' });
const plan = { retrieval: { encoder: null }, ranker: { model: null }, reranker: { model: null, blend: null } };
const count = 120;

function lamp(number: number): Product {
  const attributes = { brand: `Maker ${number % 7}`, price: 10 + number };
  return { id: `p${number}`, title: `lamp number ${number}`, text: {}, category: [], attributes };
}

/** No stack trace and no text of a library alone: which file, and what to do. */
const remedy = /put back|made anew|copied anew|move (it|both) away/;

describe.each(files)('a data folder whose %s is damaged', (name) => {
  let folder: string;
  const logged = name !== 'weir.duckdb';
  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-damage-'));
    const engine = await open(path.join(folder, 'made'));
    for (let from = 0; from < count / 2; from += 10)
      await engine.indexer.upsert(Array.from({ length: 10 }, (_, index) => lamp(from + index)));
    await engine.saveSnapshot();
    for (let from = count / 2; from < count; from += 10)
      await engine.indexer.upsert(Array.from({ length: 10 }, (_, index) => lamp(from + index)));
    // As a process leaves it that is killed; or that has ended, when all is in the database itself.
    if (!logged) await engine.close();
    cpSync(path.join(folder, 'made'), path.join(folder, 'whole'), { recursive: true });
    if (logged) await engine.close();
    expect(readdirSync(path.join(folder, 'whole')).sort()).toEqual(
      files.filter((file) => logged || file !== 'weir.duckdb.wal').toSorted(),
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const open = (dataDir: string, faults: EngineFault[] = []): Promise<Engine> =>
    openEngine({
      ...{ dataDir, registryDir: path.join(folder, 'models'), plan, mapping },
      onFault: (fault) => faults.push(fault),
    });

  it('serves all that was written while it is whole, without a word', async () => {
    const faults: EngineFault[] = [];
    cpSync(path.join(folder, 'whole'), path.join(folder, 'again'), { recursive: true });
    const engine = await open(path.join(folder, 'again'), faults);
    expect(await engine.storage.products.count()).toBe(count);
    expect(faults).toEqual([]);
    await engine.close();
  });

  it('is refused with the file and what to do, or served without what is lost, which is said; nothing that is served is garbage', async () => {
    const outcomes = { refused: 0, said: 0, unharmed: 0 };
    for (const each of damages(path.join(folder, 'whole', name), 6)) {
      const dataDir = path.join(folder, 'damaged');
      rmSync(dataDir, { recursive: true, force: true });
      cpSync(path.join(folder, 'whole'), dataDir, { recursive: true });
      damage(path.join(dataDir, name), each);
      const faults: EngineFault[] = [];
      let engine: Engine;
      try {
        engine = await open(dataDir, faults);
      } catch (error) {
        const { message } = error as Error;
        expect([each.what, message]).toEqual([each.what, expect.stringContaining(dataDir)]);
        expect(message).toMatch(remedy);
        outcomes.refused++;
        continue;
      }
      try {
        const { products } = engine.storage;
        const reading = products.get(Array.from({ length: count }, (_, number) => `p${number}`));
        const stored = await reading.catch((error: unknown) => error as Error);
        if (stored instanceof Error) {
          // Blocks that opening has no need of are verified when they are read.
          expect(stored.message).toContain(dataDir);
          expect(stored.message).toMatch(remedy);
          outcomes.refused++;
          continue;
        }
        stored.forEach((found, number) => {
          if (found !== undefined) expect(found.product).toMatchObject(lamp(number));
        });
        const kept = stored.filter((found) => found !== undefined).length;
        const answer = await engine.cascade.search({ query: 'lamp', pageSize: 200 });
        expect(answer.degraded).toEqual([]);
        expect(answer.total).toBe(kept);
        for (const { product } of answer.products) expect(product).toMatchObject(lamp(Number(product.id.slice(1))));
        const told = faults.map(({ error }) => (error as Error).message);
        if (kept < count || told.length > 0) {
          expect([each.what, told.length > 0]).toEqual([each.what, true]);
          expect(told.join('\n')).toContain(dataDir);
          expect(told.join('\n')).toMatch(/put back|built anew|made anew/);
          outcomes.said++;
        } else outcomes.unharmed++;
      } finally {
        await engine.close();
      }
    }
    // Unused blocks of the database hold nothing, and a snapshot only saves time.
    if (name === 'index.snapshot') expect(outcomes).toMatchObject({ refused: 0 });
    else expect(outcomes.refused).toBeGreaterThan(4);
    if (logged) expect(outcomes.said).toBeGreaterThan(3);
  });
});
