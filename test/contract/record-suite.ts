import type { RecordChange, Storage } from '@weir/storage';
import type { StorageUnderTest } from './storage-suite.js';

const collection = 'experiments';

/** What every adapter of `RecordStore` guarantees. `create` gives an empty storage of its own to each test. */
export function recordContract(name: string, create: () => StorageUnderTest): void {
  describe(`${name} keeps the contract of RecordStore`, () => {
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
      expect(await storage.records.get(collection, 'a')).toBeUndefined();
      expect(await storage.records.list(collection)).toEqual([]);
      expect(await storage.records.audit({ collection })).toEqual([]);
      expect(await storage.records.lastChange(collection)).toBe(0);
    });

    it('gives back what was written, by key and by collection, also after reopening', async () => {
      const value = { text: 'ä "1"\n', list: [1, null, { deep: true }] };
      await storage.records.put(change('b', 0, value));
      await storage.records.put(change('a', 0, 'first'));
      await storage.records.put({ ...change('a', 0, 'of another'), collection: 'others' });
      await storage.close();
      storage = await under.open();
      expect(await storage.records.get(collection, 'b')).toEqual({ key: 'b', version: 1, value });
      expect((await storage.records.list(collection)).map(({ key }) => key)).toEqual(['a', 'b']);
      expect(await storage.records.get('others', 'a')).toMatchObject({ value: 'of another' });
    });

    it('refuses a version that is no more, says what is there, and changes nothing', async () => {
      await storage.records.put(change('a', 0, 1));
      await storage.records.put(change('a', 1, 2));
      const current = { key: 'a', version: 2, value: 2 };
      for (const stale of [0, 1, 3]) {
        expect(await storage.records.put(change('a', stale, 9))).toEqual({ kind: 'conflict', current });
      }
      expect(await storage.records.put(change('new', 1, 9))).toEqual({ kind: 'conflict', current: undefined });
      expect(await storage.records.get(collection, 'a')).toEqual(current);
      expect(await storage.records.audit({ collection })).toHaveLength(2);
    });

    it('lets exactly one of many concurrent edits win, and loses none that it acknowledged', async () => {
      await storage.records.put(change('a', 0, []));
      for (let round = 1; round <= 10; round += 1) {
        const results = await Promise.all(
          Array.from({ length: 20 }, (_, writer) => storage.records.put(change('a', round, [round, writer]))),
        );
        const winners = results.flatMap((result) => (result.kind === 'written' ? [result.record] : []));
        expect(winners).toHaveLength(1);
        expect(await storage.records.get(collection, 'a')).toEqual(winners[0]);
      }
      expect(await storage.records.audit({ collection })).toHaveLength(11);
    });

    it('keeps who changed what, when and why, in order, with the record before and after', async () => {
      await storage.records.put(change('a', 0, { weight: 1 }, 'create'));
      await storage.records.put(change('b', 0, {}, 'create'));
      await storage.records.put(change('a', 1, { weight: 2 }, 'update'));
      const of = await storage.records.audit({ collection, key: 'a' });
      expect(of).toEqual([
        expect.objectContaining({ version: 1, action: 'create', before: undefined, after: { weight: 1 }, who: 'ann' }),
        expect.objectContaining({ version: 2, action: 'update', before: { weight: 1 }, after: { weight: 2 }, at: 7 }),
      ]);
      const all = await storage.records.audit({ collection });
      expect(all.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
      expect(all.map(({ sequence }) => sequence)).toEqual(all.map(({ sequence }) => sequence).sort((x, y) => x - y));
      expect(await storage.records.lastChange(collection)).toBe(all[2]!.sequence);
      expect(await storage.records.audit({ collection, after: all[1]!.sequence })).toEqual([all[2]]);
      expect(await storage.records.audit({ collection, limit: 1 })).toEqual([all[0]]);
    });

    it('does not let a conflict spoil the writes beside it', async () => {
      const [one, another, other] = await Promise.all([
        storage.records.put(change('a', 0, 'one')),
        storage.records.put(change('a', 0, 'another')),
        storage.documents.write('mapping', { beside: true }),
      ]);
      expect([[one.kind, another.kind].sort(), other]).toEqual([['conflict', 'written'], undefined]);
      expect(await storage.documents.read('mapping')).toEqual({ beside: true });
    });
  });
}

function change(key: string, expected: number, value: unknown, action = 'update'): RecordChange {
  return { collection, key, expected, value, note: { who: 'ann', at: 7, action, reason: 'because' } };
}
