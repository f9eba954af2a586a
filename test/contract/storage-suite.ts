import type { Product } from '@weir/catalogue';
import type { ProductChange, Storage } from '@weir/storage';

/** One storage that can be closed and opened again. */
export interface StorageUnderTest {
  open(): Promise<Storage>;
}

/** What every adapter of `Storage` guarantees. `create` gives an empty storage of its own to each test. */
export function storageContract(name: string, create: () => StorageUnderTest): void {
  describe(`${name} keeps the contract of Storage`, () => {
    let under: StorageUnderTest;
    let storage: Storage;

    beforeEach(async () => {
      under = create();
      storage = await under.open();
    });
    afterEach(() => storage.close());

    it('is empty at first', async () => {
      expect(await storage.products.count()).toBe(0);
      expect(await storage.products.lastVersion()).toBe(0);
      expect(await storage.products.get(['a'])).toEqual([undefined]);
      expect(await all(storage)).toEqual([]);
      expect(await storage.documents.read('mapping')).toBeUndefined();
    });

    it('gives back a product as it was written, in the order asked for', async () => {
      const whole: Product = {
        id: 'ä/ "1"',
        title: 'Kessel 1½" 水',
        text: { description: 'two\nlines \u0000 and a quote \'"' },
        brand: 'Weir',
        category: ['Home', 'Kitchen'],
        price: 19.99,
        currency: 'EUR',
        stock: 0,
        rating: 4.5,
        ratingCount: 7,
        popularity: 1e-9,
        image: 'https://shop.example/1.jpg',
        releasedAt: 1_600_000_000_123,
        attributes: { color: ['red', 'blue'], wide: true, weight: 1.25, note: 'x' },
      };
      const [v1, v2] = await storage.products.upsert([whole, product('b')]);
      expect(await storage.products.get(['b', 'none', whole.id, 'b'])).toEqual([
        { product: product('b'), version: v2 },
        undefined,
        { product: whole, version: v1 },
        { product: product('b'), version: v2 },
      ]);
    });

    it('gives versions that grow and never repeat, over writes, deletions, clearing and reopening', async () => {
      const versions = [
        ...(await storage.products.upsert([product('a'), product('b'), product('a')])),
        ...(await storage.products.remove(['a', 'never there'])),
        ...(await storage.products.upsert([product('a')])),
      ];
      await storage.products.clear();
      const cleared = await storage.products.lastVersion();
      await reopen();
      expect(await storage.products.lastVersion()).toBe(cleared);
      versions.push(cleared, ...(await storage.products.upsert([product('c')])));
      expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
    });

    it('lets the last write of an id win', async () => {
      await storage.products.upsert([product('a', 'one'), product('a', 'two')]);
      expect(await titles(['a'])).toEqual(['two']);
      await storage.products.upsert([product('a', 'three')]);
      expect(await titles(['a'])).toEqual(['three']);
      expect(await storage.products.count()).toBe(1);
      await reopen();
      expect(await titles(['a'])).toEqual(['three']);
    });

    it('forgets a product that was removed, also after reopening', async () => {
      await storage.products.upsert([product('a'), product('b')]);
      await storage.products.get(['a']);
      await storage.products.remove(['a']);
      expect(await titles(['a', 'b'])).toEqual([undefined, 'b']);
      await reopen();
      expect(await titles(['a', 'b'])).toEqual([undefined, 'b']);
      expect(await storage.products.count()).toBe(1);
    });

    it('tells the changes after a version in order: the last of each product, and deletions', async () => {
      const [a1] = await storage.products.upsert([product('a', 'old'), product('b'), product('c')]);
      await storage.products.upsert([product('a', 'new')]);
      await storage.products.remove(['b']);
      const expected = [
        { kind: 'upsert', id: 'c', title: 'c' },
        { kind: 'upsert', id: 'a', title: 'new' },
        { kind: 'delete', id: 'b' },
      ];
      expect((await all(storage)).map(brief)).toEqual(expected);
      expect((await all(storage, a1)).map(brief)).toEqual(expected);
      await reopen();
      const changes = await all(storage);
      expect(changes.map(brief)).toEqual(expected);
      expect((await all(storage, changes[0]!.version)).map(brief)).toEqual(expected.slice(1));
      expect(await all(storage, await storage.products.lastVersion())).toEqual([]);
    });

    it('tells every product as deleted when the catalogue was cleared', async () => {
      await storage.products.upsert([product('a'), product('b')]);
      const before = await storage.products.lastVersion();
      await storage.products.clear();
      expect(await storage.products.count()).toBe(0);
      expect((await all(storage, before)).map(brief)).toEqual([
        { kind: 'delete', id: 'a' },
        { kind: 'delete', id: 'b' },
      ]);
    });

    it('keeps vectors with the version they were made of, and the latest encoder wins', async () => {
      const [a, b] = await storage.products.upsert([product('a'), product('b')]);
      const [newB] = await storage.products.upsert([product('b', 'changed')]);
      await storage.products.setVectors([
        { id: 'a', version: a!, vector: { encoder: 'first@1', values: Float32Array.of(1, 0) } },
        { id: 'b', version: b!, vector: { encoder: 'first@1', values: Float32Array.of(0, 1) } },
        { id: 'none', version: 99, vector: { encoder: 'first@1', values: Float32Array.of(0, 1) } },
      ]);
      await storage.products.setVectors([
        { id: 'a', version: a!, vector: { encoder: 'second@1', values: Float32Array.of(0.5, -0.25, 3) } },
      ]);
      await reopen();
      const changes = await all(storage);
      expect(changes.map((change) => change.version)).toEqual([a, newB]);
      expect(changes.map((change) => (change.kind === 'upsert' ? change.vector : undefined))).toEqual([
        { encoder: 'second@1', values: Float32Array.of(0.5, -0.25, 3) },
        undefined,
      ]);
    });

    it('replays vectors in the order in which they were kept, of products that still have that version', async () => {
      const [a, b] = await storage.products.upsert([product('a'), product('b')]);
      const vector = (encoder: string, value: number) => ({ encoder, values: Float32Array.of(value) });
      await storage.products.setVectors([{ id: 'a', version: a!, vector: vector('e@1', 1) }]);
      const position = await storage.products.lastVectorPosition();
      await storage.products.setVectors([
        { id: 'b', version: b!, vector: vector('e@1', 2) },
        { id: 'a', version: a!, vector: vector('e@2', 3) },
      ]);
      await storage.products.upsert([product('b', 'changed')]);
      await reopen();
      expect(await vectorsAfter(0)).toEqual([
        ['a', 'e@1', 1],
        ['a', 'e@2', 3],
      ]);
      expect(await vectorsAfter(position)).toEqual([['a', 'e@2', 3]]);
      expect(await vectorsAfter(await storage.products.lastVectorPosition())).toEqual([]);
    });

    it('gives the vector of the encoder asked for, and lists the products that have none of it', async () => {
      const [a, b] = await storage.products.upsert([product('a'), product('b'), product('c')]);
      await storage.products.setVectors([
        { id: 'a', version: a!, vector: { encoder: 'e@1', values: Float32Array.of(1) } },
        { id: 'b', version: b!, vector: { encoder: 'e@1', values: Float32Array.of(2) } },
        { id: 'a', version: a!, vector: { encoder: 'e@2', values: Float32Array.of(3) } },
      ]);
      await storage.products.upsert([product('b', 'changed')]);
      const encoders = (await all(storage, 0, 'e@1')).map((change) =>
        change.kind === 'upsert' ? change.vector?.encoder : '',
      );
      expect(encoders).toEqual(['e@1', undefined, undefined]);
      const missing: string[] = [];
      for await (const page of storage.products.withoutVector('e@1')) missing.push(...page.map(({ id }) => id));
      expect(missing.sort()).toEqual(['b', 'c']);
    });

    it('counts the products written after a version', async () => {
      await storage.products.upsert([product('a'), product('b')]);
      const before = await storage.products.lastVersion();
      await storage.products.upsert([product('b'), product('c'), product('c')]);
      expect(await storage.products.count(before)).toBe(2);
      expect(await storage.products.count()).toBe(3);
    });

    it('takes writes side by side, all of each or none', async () => {
      const writes = Array.from({ length: 200 }, (_, i) =>
        storage.products.upsert([product(`x${i}`), product(`y${i}`), product('shared', String(i))]),
      );
      const versions = (await Promise.all(writes)).flat();
      expect(new Set(versions).size).toBe(600);
      expect(await storage.products.count()).toBe(401);
      const last = versions.lastIndexOf(Math.max(...versions));
      expect(await titles(['shared'])).toEqual([String(Math.floor(last / 3))]);
    });

    it('streams many changes page by page', async () => {
      for (let start = 0; start < 5000; start += 1000) {
        await storage.products.upsert(Array.from({ length: 1000 }, (_, i) => product(`p${start + i}`)));
      }
      let pages = 0;
      let seen = 0;
      for await (const page of storage.products.changes(0)) {
        pages += 1;
        seen += page.length;
      }
      expect(seen).toBe(5000);
      expect(pages).toBeGreaterThan(1);
    });

    it('keeps documents by name', async () => {
      await storage.documents.write('mapping', { id: 'sku', text: ['a', 'b'] });
      await storage.documents.write('other', null);
      await storage.documents.write('mapping', { id: '_id' });
      await reopen();
      expect(await storage.documents.read('mapping')).toEqual({ id: '_id' });
      expect(await storage.documents.read('other')).toBeNull();
      await storage.documents.delete('other');
      await storage.documents.delete('other');
      expect(await storage.documents.read('other')).toBeUndefined();
    });

    it('refuses work after it was closed, and closes twice', async () => {
      await storage.close();
      await expect(storage.products.upsert([product('a')])).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(storage.documents.read('mapping')).rejects.toMatchObject({ code: 'CLOSED' });
      await storage.close();
    });

    async function reopen(): Promise<void> {
      await storage.close();
      storage = await under.open();
    }

    async function vectorsAfter(after: number): Promise<unknown[]> {
      const found: unknown[] = [];
      for await (const { vectors } of storage.products.vectorChanges(after)) {
        found.push(...vectors.map(({ id, vector }) => [id, vector.encoder, vector.values[0]]));
      }
      return found;
    }

    async function titles(ids: readonly string[]): Promise<(string | undefined)[]> {
      return (await storage.products.get(ids)).map((stored) => stored?.product.title);
    }
  });
}

function product(id: string, title = id): Product {
  return { id, title, text: {}, category: [], attributes: {} };
}

async function all(storage: Storage, after = 0, encoder?: string): Promise<ProductChange[]> {
  const changes: ProductChange[] = [];
  for await (const page of storage.products.changes(after, encoder)) changes.push(...page);
  return changes;
}

function brief(change: ProductChange): object {
  return change.kind === 'delete'
    ? { kind: change.kind, id: change.id }
    : { kind: change.kind, id: change.product.id, title: change.product.title };
}
