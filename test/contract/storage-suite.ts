import type { Product } from '@weir/catalogue';
import type { ProductChange, Storage } from '@weir/storage';

/** One storage that can be closed and opened again. */
export interface StorageUnderTest {
  open(): Promise<Storage>;
  /** Deletes what is left of it where nothing else does. */
  destroy?(): Promise<void>;
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
    afterEach(async () => {
      await storage.close();
      await under.destroy?.();
    });

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

    it('changes fields of a product as it is, the others staying, and names what is not there', async () => {
      const whole: Product = { ...product('a'), price: 2, stock: 7, currency: 'EUR', attributes: { color: 'red' } };
      const [a] = await storage.products.upsert([whole, product('gone')]);
      await storage.products.remove(['gone']);
      const change = { id: 'a', set: { price: 1.5, popularity: 9 }, clear: ['stock'] } as const;
      const [first, none, never, second] = await storage.products.patch([
        change,
        { id: 'gone', set: { price: 1 }, clear: [] },
        { id: 'never there', set: { price: 1 }, clear: [] },
        { id: 'a', set: { stock: 3 }, clear: [] },
      ]);
      const rest = { ...product('a'), price: 1.5, currency: 'EUR', popularity: 9, attributes: { color: 'red' } };
      expect([none, never]).toEqual([undefined, undefined]);
      expect(first).toMatchObject({ product: rest, before: a, encoders: [] });
      expect(second).toMatchObject({ product: { ...rest, stock: 3 }, before: first!.version });
      expect(second!.version).toBeGreaterThan(first!.version);
      await reopen();
      expect(await storage.products.get(['a', 'gone'])).toEqual([
        { product: { ...rest, stock: 3 }, version: second!.version },
        undefined,
      ]);
      expect((await all(storage, a)).map(brief)).toEqual([
        { kind: 'delete', id: 'gone' },
        { kind: 'upsert', id: 'a', title: 'a' },
      ]);
    });

    it('lets vectors go over to the version that a change makes', async () => {
      const [a] = await storage.products.upsert([product('a'), product('b')]);
      const values = Float32Array.of(0.5, -0.25);
      await storage.products.setVectors([{ id: 'a', version: a!, vector: { encoder: 'first@1', values } }]);
      const changes = ['a', 'b', 'a'].map((id, at) => ({ id, set: { price: at + 1 }, clear: [] }));
      const [, b, again] = await storage.products.patch(changes);
      expect([b!.encoders, again!.encoders]).toEqual([[], ['first@1']]);
      await reopen();
      expect(await all(storage)).toEqual([
        { kind: 'upsert', version: b!.version, product: { ...product('b'), price: 2 } },
        {
          ...{ kind: 'upsert', version: again!.version, product: { ...product('a'), price: 3 } },
          vector: { encoder: 'first@1', values },
        },
      ]);
      const missing: unknown[] = [];
      for await (const page of storage.products.withoutVector('first@1')) missing.push(...page);
      expect(missing).toEqual([{ id: 'b', version: b!.version }]);
    });

    it('gives the vectors of products as they are now, made by an encoder', async () => {
      const [a, b] = await storage.products.upsert([product('a'), product('b')]);
      const vectors = (['first@1', 'second@1'] as const).map((encoder, at) => ({
        ...{ id: 'a', version: a!, vector: { encoder, values: Float32Array.of(at + 1, 0.5) } },
      }));
      await storage.products.setVectors(vectors);
      const asked = [
        { id: 'b', version: b! },
        { id: 'a', version: a! },
        { id: 'a', version: b! },
        { id: 'c', version: 1 },
      ];
      const [none, own, other, never] = await storage.products.vectorsOf(asked, 'first@1');
      expect([none, own, other, never]).toEqual([undefined, Float32Array.of(1, 0.5), undefined, undefined]);
      await storage.products.upsert([product('a', 'another')]);
      expect(await storage.products.vectorsOf([{ id: 'a', version: a! }], 'first@1')).toEqual([undefined]);
      expect(await storage.products.vectorsOf([], 'first@1')).toEqual([]);
    });

    it('loses nothing of writes and changes of the same products at the same time', async () => {
      const ids = Array.from({ length: 20 }, (_, n) => `p${n}`);
      await storage.products.upsert(ids.map((id) => product(id, 'old')));
      await Promise.all([
        ...ids.map((id) => storage.products.patch([{ id, set: { price: 5 }, clear: [] }])),
        ...ids.map((id) => storage.products.patch([{ id, set: { stock: 6 }, clear: [] }])),
      ]);
      await Promise.all([
        storage.products.upsert(ids.map((id) => ({ ...product(id, 'new'), price: 7 }))),
        ...ids.map((id) => storage.products.patch([{ id, set: { rating: 4 }, clear: [] }])),
      ]);
      // The change came before the new product, which has no rating, or after it; never onto the old one behind it.
      const ends = [
        { ...product('', 'new'), price: 7 },
        { ...product('', 'new'), price: 7, rating: 4 },
      ];
      for (const stored of await storage.products.get(ids)) expect(ends).toContainEqual({ ...stored!.product, id: '' });
      await storage.products.patch([{ id: 'p0', set: { stock: 8 }, clear: [] }]);
      await storage.products.patch([{ id: 'p0', set: { rating: 3 }, clear: [] }]);
      const [last] = await storage.products.get(['p0']);
      expect(last!.product).toEqual({ ...product('p0', 'new'), price: 7, stock: 8, rating: 3 });
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

    it('creates a document once, and tells everybody what it is', async () => {
      const told = await Promise.all(['one', 'two', 'three'].map((value) => storage.documents.create('id', { value })));
      const [first] = told;
      expect(told).toEqual([first, first, first]);
      await reopen();
      expect(await storage.documents.create('id', { value: 'late' })).toEqual(first);
      expect(await storage.documents.read('id')).toEqual(first);
      await storage.documents.delete('id');
      expect(await storage.documents.create('id', null)).toBeNull();
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
