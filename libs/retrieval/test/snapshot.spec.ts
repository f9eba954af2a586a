import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { EmbeddedRetriever } from '@weir/retrieval';
import type { IndexedProduct, RetrievalRequest } from '@weir/retrieval';
import { schema } from './random-shop.js';

const request: RetrievalRequest = {
  query: 'shoe',
  mode: 'bm25',
  fusion: { method: 'convex', denseWeight: 0.5 },
  depth: 10,
  prefix: false,
  typos: false,
  filters: [],
  facets: [],
};

function products(count: number, version = 0): IndexedProduct[] {
  return Array.from({ length: count }, (_, index) => ({
    product: {
      id: `p${index}`,
      title: `Shoe ${index}`,
      text: {},
      category: [],
      attributes: { size: String(index % 7) },
    },
    version: version + index,
    vector: Float32Array.from({ length: 8 }, (__, axis) => (axis === index % 8 ? 1 : 0)),
  }));
}

jest.setTimeout(30_000);

describe('a snapshot', () => {
  let folder: string;
  let file: string;
  let whole: Buffer;
  let files = 0;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'weir-snapshot-'));
    file = path.join(folder, 'index.snapshot');
    const retriever = EmbeddedRetriever.create(schema);
    await retriever.upsert(products(50));
    await retriever.save(file);
    whole = await readFile(file);
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const damaged = async (bytes: Uint8Array): Promise<unknown> => {
    const other = path.join(folder, `damaged-${(files += 1)}.snapshot`);
    await writeFile(other, bytes);
    return EmbeddedRetriever.load(other, schema);
  };

  it('is refused wherever it was cut off', async () => {
    for (let kept = 0; kept < whole.length; kept += 211) {
      await expect(damaged(whole.subarray(0, kept))).rejects.toMatchObject({
        name: 'SnapshotError',
        problem: 'damaged',
      });
    }
  });

  it('is refused wherever a bit flipped, but for padding', async () => {
    const [before] = await retrieved(await EmbeddedRetriever.load(file, schema));
    for (let at = 0; at < whole.length; at += 89) {
      const bytes = Uint8Array.from(whole);
      bytes[at]! ^= 0x10;
      try {
        const [after] = await retrieved((await damaged(bytes)) as EmbeddedRetriever);
        // Nobody reads the padding between sections.
        expect(whole[at]).toBe(0);
        expect(after).toEqual(before);
      } catch (error) {
        expect(error).toMatchObject({ name: 'SnapshotError' });
      }
    }
  });

  it('of another format is refused by its number', async () => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt32LE(99, 8);
    await expect(damaged(bytes)).rejects.toMatchObject({
      problem: 'format',
      message: expect.stringContaining('99') as string,
    });
  });

  it('of other fields is refused, of other boosts not', async () => {
    const renamed = { ...schema, fields: schema.fields.with(1, 'overview') };
    await expect(EmbeddedRetriever.load(file, renamed)).rejects.toMatchObject({ problem: 'schema' });
    await expect(EmbeddedRetriever.load(file, { ...schema, boosts: [1, 1, 1, 1, 1] })).resolves.toBeDefined();
  });

  it('that is not there is said to be missing', async () => {
    await expect(EmbeddedRetriever.load(path.join(folder, 'none'), schema)).rejects.toMatchObject({
      problem: 'missing',
    });
  });

  it('takes writes after loading, and another save', async () => {
    const loaded = await EmbeddedRetriever.load(file, schema);
    await loaded.upsert(products(5, 1000).map((one) => ({ ...one, product: { ...one.product, title: 'Umbrella' } })));
    await loaded.remove([{ id: 'p9', version: 2000 }]);
    expect(loaded.note).toBeUndefined();
    await loaded.save(path.join(folder, 'second.snapshot'), { seen: 7 });
    const second = await EmbeddedRetriever.load(path.join(folder, 'second.snapshot'), schema);
    expect(second.note).toEqual({ seen: 7 });
    for (const retriever of [loaded, second]) {
      expect((await retriever.retrieve({ ...request, query: 'umbrella' })).total).toBe(5);
      expect((await retriever.retrieve(request)).total).toBe(44);
      expect(retriever.lastVersion()).toBe(2000);
    }
  });

  it('holds what was there when it was begun, while writes go on', async () => {
    const retriever = EmbeddedRetriever.create(schema, { sealedPostings: 64 });
    await retriever.upsert(products(40));
    const busy = path.join(folder, 'busy.snapshot');
    const saving = retriever.save(busy);
    for (let round = 1; round <= 20; round += 1) await retriever.upsert(products(40, round * 100));
    await saving;
    const loaded = await EmbeddedRetriever.load(busy, schema);
    expect((await loaded.retrieve(request)).total).toBe(40);
    expect((await retriever.retrieve(request)).total).toBe(40);
    expect(loaded.lastVersion()).toBeLessThanOrEqual(retriever.lastVersion());
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

async function retrieved(retriever: EmbeddedRetriever): Promise<unknown[]> {
  const { candidates } = await retriever.retrieve(request);
  return [candidates];
}
