import type { Cache } from '@weir/cache';
import fc from 'fast-check';

/** One cache under test. */
export interface CacheUnderTest {
  readonly cache: Cache;
  /** Lets this many ms pass on the cache's clock. */
  elapse(ms: number): Promise<void>;
  close(): Promise<void>;
}

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** What every adapter of the `Cache` port guarantees. `create` gives an empty cache of at least 1 MiB. */
export function cacheContract(name: string, create: () => Promise<CacheUnderTest>): void {
  describe(`${name} is a Cache`, () => {
    let subject: CacheUnderTest;
    beforeEach(async () => {
      subject = await create();
    });
    afterEach(() => subject.close());

    it('tells a hit, a known nothing and a miss apart', async () => {
      await subject.cache.set('value', bytes(1, 2), 1000);
      await subject.cache.set('nothing', null, 1000);
      await subject.cache.set('empty', bytes(), 1000);

      const answers = await subject.cache.getMany(['nothing', 'absent', 'value', 'empty']);

      expect(answers.map(({ kind }) => kind)).toEqual(['null', 'miss', 'hit', 'hit']);
      expect(await subject.cache.get('value')).toMatchObject({ kind: 'hit', value: bytes(1, 2) });
    });

    it('keeps what was written when the caller changes its buffer afterwards', async () => {
      const value = bytes(7, 7);
      await subject.cache.set('key', value, 1000);
      value.fill(0);

      expect(await subject.cache.get('key')).toMatchObject({ value: bytes(7, 7) });
    });

    it('answers with the last value written', async () => {
      await subject.cache.set('key', bytes(1), 1000);
      await subject.cache.setMany([{ key: 'key', value: bytes(2) }], 1000);

      expect(await subject.cache.get('key')).toMatchObject({ value: bytes(2) });
    });

    it('forgets a value when its time is over, and not before', async () => {
      await subject.cache.set('short', bytes(1), 80);
      await subject.cache.setMany([{ key: 'long', value: bytes(2) }], 60_000);

      expect((await subject.cache.get('short')).kind).toBe('hit');
      await subject.elapse(120);
      expect((await subject.cache.get('short')).kind).toBe('miss');
      expect((await subject.cache.get('long')).kind).toBe('hit');
    });

    it('keeps nothing for a time of zero, and forgets what was there', async () => {
      await subject.cache.set('key', bytes(1), 1000);
      await subject.cache.set('key', bytes(2), 0);

      expect((await subject.cache.get('key')).kind).toBe('miss');
    });

    it('forgets exactly the keys under an invalidated prefix, and takes new writes under it', async () => {
      const keys = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '*', '['), minLength: 1, maxLength: 5 }), {
        maxLength: 12,
      });
      await fc.assert(
        fc.asyncProperty(
          keys,
          fc.array(fc.constantFrom('a', 'ab', 'b*', '['), { minLength: 1, maxLength: 3 }),
          async (written, prefixes) => {
            await subject.cache.getMany([...written, 'ab-new']);
            await subject.cache.setMany(
              written.map((key) => ({ key, value: bytes(1) })),
              60_000,
            );
            for (const prefix of prefixes) await subject.cache.invalidate(prefix);

            const answers = await subject.cache.getMany(written);
            const expected = written.map((key) => (prefixes.some((prefix) => key.startsWith(prefix)) ? 'miss' : 'hit'));
            expect(answers.map(({ kind }) => kind)).toEqual(expected);

            await subject.cache.get('ab-new');
            await subject.cache.set('ab-new', bytes(2), 60_000);
            expect((await subject.cache.get('ab-new')).kind).toBe('hit');
          },
        ),
        { numRuns: 30 },
      );
    });

    it('keeps no value that was begun before an invalidation and came after it', async () => {
      await subject.cache.getMany(['page/1', 'other/1']);
      await subject.cache.invalidate('page/');
      await subject.cache.set('page/1', bytes(1), 60_000);
      await subject.cache.set('other/1', bytes(1), 60_000);

      const answers = await subject.cache.getMany(['page/1', 'other/1']);
      expect(answers.map(({ kind }) => kind)).toEqual(['miss', 'hit']);
      await subject.cache.set('page/1', bytes(2), 60_000);
      expect(await subject.cache.get('page/1')).toMatchObject({ kind: 'hit', value: bytes(2) });
    });
  });
}
