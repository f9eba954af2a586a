import type { Product } from '@weir/catalogue';
import type { AuditEntry, ProductChange, RecordChange, Storage } from '@weir/storage';
import type { StorageUnderTest } from './storage-suite.js';

const collection = 'experiments';

/**
 * What an adapter of `Storage` guarantees that several processes may have open. `create` gives an empty storage of its
 * own to each test, which can be opened more than once at a time.
 */
export function sharedStorageContract(name: string, create: () => Required<StorageUnderTest>): void {
  describe(`${name} keeps the contract of a Storage that processes share`, () => {
    let under: Required<StorageUnderTest>;
    let one: Storage;
    let other: Storage;

    beforeEach(async () => {
      under = create();
      // Both make what is not there.
      [one, other] = await Promise.all([under.open(), under.open()]);
    });
    afterEach(async () => {
      await Promise.all([one.close(), other.close()]);
      await under.destroy();
    });

    it('shows in each what the other wrote, as soon as that was acknowledged', async () => {
      const [a, b] = await one.products.upsert([product('a'), product('b')]);
      expect((await other.products.get(['a', 'b'])).map((stored) => stored?.version)).toEqual([a, b]);
      await other.products.upsert([product('a', 'changed')]);
      await other.products.remove(['b']);
      expect((await one.products.get(['a', 'b'])).map((stored) => stored?.product.title)).toEqual([
        'changed',
        undefined,
      ]);
      expect(await one.products.count()).toBe(1);
      expect(await one.products.lastVersion()).toBe(await other.products.lastVersion());
      await one.documents.write('mapping', 1);
      expect(await other.documents.read('mapping')).toBe(1);
      await one.records.put(edit('x', 0, 'first'));
      const seen = await other.records.lastChange(collection);
      await other.records.put(edit('x', 1, 'second'));
      expect(await one.records.list(collection)).toEqual([{ key: 'x', version: 2, value: 'second' }]);
      expect(await one.records.lastChange(collection)).toBeGreaterThan(seen);
      expect(await other.records.lastChange(collection)).toBe(await one.records.lastChange(collection));
    });

    it('gives versions that never repeat over both, and the highest of a product is the one that counts', async () => {
      const writes = Array.from({ length: 60 }, async (_, at) => {
        const versions = await (at % 2 === 0 ? one : other).products.upsert([
          product(`own-${at}`),
          product('shared', String(at)),
        ]);
        return { at, versions };
      });
      const done = await Promise.all(writes);
      const versions = done.flatMap((write) => write.versions);
      expect(new Set(versions).size).toBe(120);
      const winner = done.find((write) => write.versions.includes(Math.max(...done.map((each) => each.versions[1]!))));
      const [stored] = await one.products.get(['shared']);
      expect(stored).toEqual({ product: product('shared', String(winner?.at)), version: winner?.versions[1] });
      expect(await other.products.lastVersion()).toBe(Math.max(...versions));
    });

    it('keeps a vector for whoever reads changes, until either writes the product again', async () => {
      const [a] = await one.products.upsert([product('a')]);
      const position = await other.products.lastVectorPosition();
      await one.products.setVectors([{ id: 'a', version: a!, vector: { encoder: 'e@1', values: Float32Array.of(1) } }]);
      const replayed = [];
      for await (const { vectors } of other.products.vectorChanges(position)) replayed.push(...vectors);
      expect(replayed).toEqual([{ id: 'a', version: a, vector: { encoder: 'e@1', values: Float32Array.of(1) } }]);
      await other.products.upsert([product('a')]);
      expect(await changesAfter(one, 0)).toEqual([
        expect.not.objectContaining({ vector: expect.anything() as unknown }),
      ]);
    });

    it('loses nothing of changes that both make of the same products at a time, and keeps their vectors', async () => {
      const ids = Array.from({ length: 8 }, (_, n) => `p${n}`);
      const versions = await one.products.upsert(ids.map((id) => product(id)));
      const vector = { encoder: 'e@1', values: Float32Array.of(1) };
      await one.products.setVectors(ids.map((id, at) => ({ id, version: versions[at]!, vector })));
      const change = (storage: Storage, set: { price: number } | { stock: number }) =>
        storage.products.patch(ids.map((id) => ({ id, set, clear: [] })));
      const made = await Promise.all(
        [1, 2, 3].flatMap((n) => [change(one, { price: n }), change(other, { stock: n })]),
      );
      expect(new Set(made.flat().map((patched) => patched?.version)).size).toBe(48);
      expect(made.flat().every((patched) => patched?.encoders.join() === 'e@1')).toBe(true);
      for (const [at, stored] of (await one.products.get(ids)).entries()) {
        const own = made.map((patched) => patched[at]!).sort((a, b) => a.version - b.version);
        expect(stored).toEqual({ product: own.at(-1)!.product, version: own.at(-1)!.version });
        // Each was made of the one before it.
        expect(own.map(({ before }) => before)).toEqual([
          versions[at],
          ...own.slice(0, -1).map(({ version }) => version),
        ]);
        expect(Object.keys(stored!.product)).toEqual(expect.arrayContaining(['price', 'stock']));
      }
      expect((await changesAfter(other, 0)).map((each) => each.kind === 'upsert' && each.vector)).toEqual(
        ids.map(() => vector),
      );
      expect(await withoutVector(other, 'e@1')).toEqual([]);
      // A new text has no vector yet.
      await one.products.upsert([product('p0', 'changed')]);
      expect(await withoutVector(other, 'e@1')).toEqual(['p0']);
    });

    it('tells every change to who follows it while both write, and at once what was acknowledged', async () => {
      const acknowledged = new Map<string, number>();
      const under = { way: true };
      // Its writes take much longer than the others, and get their place in the order before them.
      const writeLarge = async (): Promise<void> => {
        for (let round = 0; round < 8; round += 1) {
          const [version] = await one.products.upsert([product(`large-${round}`, 'x'.repeat(3_000_000))]);
          acknowledged.set(`large-${round}`, version!);
        }
        under.way = false;
      };
      const writeSmall = async (name: string): Promise<void> => {
        for (let round = 0; under.way; round += 1) {
          const [version] = await other.products.upsert([product(`${name}-${round}`)]);
          acknowledged.set(`${name}-${round}`, version!);
        }
      };
      const writing = Promise.all([writeLarge(), writeSmall('a'), writeSmall('b')]);
      const told = new Map<string, number>();
      let last = 0;
      const follow = async (): Promise<void> => {
        const before = [...acknowledged.keys()];
        for (const change of await changesAfter(other, last)) {
          expect(change.version).toBeGreaterThan(last);
          last = change.version;
          told.set(change.kind === 'delete' ? change.id : change.product.id, change.version);
        }
        expect(before.filter((id) => !told.has(id))).toEqual([]);
      };
      while (under.way) await follow();
      await writing;
      await follow();
      expect([...acknowledged].filter(([id, version]) => told.get(id) !== version)).toEqual([]);
    });

    it('lets exactly one of the edits win that both make at a time, and keeps the others out of the log', async () => {
      await one.records.put(edit('x', 0, 'first'));
      for (let round = 1; round <= 5; round += 1) {
        const puts = Array.from({ length: 8 }, (_, writer) =>
          (writer % 2 === 0 ? one : other).records.put(edit('x', round, [round, writer])),
        );
        const winners = (await Promise.all(puts)).flatMap((put) => (put.kind === 'written' ? [put.record] : []));
        expect(winners).toHaveLength(1);
        expect(await one.records.get(collection, 'x')).toEqual(winners[0]);
        expect((await other.records.audit({ collection })).map(({ after }) => after)).toHaveLength(round + 1);
      }
    });

    it('tells each change once to who reads the log while both write', async () => {
      const keys = ['x', 'y', 'z'];
      const write = async (storage: Storage, key: string): Promise<void> => {
        for (let edits = 0; edits < 12; edits += 1) {
          const read = await storage.records.get(collection, key);
          await storage.records.put(edit(key, read?.version ?? 0, edits));
        }
      };
      const under = { way: true };
      const writing = Promise.all(keys.flatMap((key) => [write(one, key), write(other, key)])).finally(
        () => (under.way = false),
      );
      const log: AuditEntry[] = [];
      let rest = true;
      while (rest) {
        rest = under.way;
        const after = log.at(-1)?.sequence ?? 0;
        log.push(...(await one.records.audit({ collection, after, limit: 7 })));
        if (!under.way && (log.at(-1)?.sequence ?? 0) < (await one.records.lastChange(collection))) rest = true;
      }
      await writing;
      for (const key of keys) {
        const record = await one.records.get(collection, key);
        const own = log.filter((entry) => entry.key === key);
        expect(own.map(({ version }) => version)).toEqual(Array.from({ length: record!.version }, (_, at) => at + 1));
        expect(own.slice(1).map(({ before }) => before)).toEqual(own.slice(0, -1).map(({ after }) => after));
      }
      const sequences = log.map(({ sequence }) => sequence);
      expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    });

    it('makes a document once, whoever asks first', async () => {
      const told = await Promise.all([one, other, one, other].map(({ documents }, at) => documents.create('id', at)));
      expect(new Set(told).size).toBe(1);
      expect(await one.documents.read('id')).toBe(told[0]);
    });
  });
}

function product(id: string, title = id): Product {
  return { id, title, text: {}, category: [], attributes: {} };
}

function edit(key: string, expected: number, value: unknown): RecordChange {
  const note = { who: 'ann', at: 7, action: expected === 0 ? 'create' : 'update', reason: 'because' };
  return { collection, key, expected, value, note };
}

async function withoutVector(storage: Storage, encoder: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of storage.products.withoutVector(encoder)) ids.push(...page.map(({ id }) => id));
  return ids;
}

async function changesAfter(storage: Storage, after: number): Promise<ProductChange[]> {
  const changes: ProductChange[] = [];
  for await (const page of storage.products.changes(after)) changes.push(...page);
  return changes;
}
