import fc from 'fast-check';
import { batches } from './batches.js';

async function* arriving(gaps: readonly number[]): AsyncGenerator<number> {
  for (const [number, gap] of gaps.entries()) {
    for (let turn = 0; turn < gap; turn++) await new Promise((resolve) => setImmediate(resolve));
    yield number;
  }
}

describe('batches', () => {
  it('hands on every item once, in order, in batches of at most the size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(3), { maxLength: 30 }), fc.integer({ min: 1, max: 8 }), async (gaps, most) => {
        const seen: number[] = [];
        for await (const batch of batches(arriving(gaps), most)) {
          expect(batch.length).toBeGreaterThan(0);
          expect(batch.length).toBeLessThanOrEqual(most);
          seen.push(...batch);
        }
        expect(seen).toEqual(gaps.map((_, number) => number));
      }),
      { numRuns: 50 },
    );
  });

  it('does not wait for a full batch when the sender pauses', async () => {
    let release = (): void => undefined;
    async function* pausing(): AsyncGenerator<string> {
      yield 'first';
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      yield 'second';
    }
    const source = batches(pausing(), 10);
    expect((await source.next()).value).toEqual(['first']);
    release();
    expect((await source.next()).value).toEqual(['second']);
  });

  it('reads no further than it has handed on', async () => {
    let read = 0;
    async function* counted(): AsyncGenerator<number> {
      for (;;) yield await Promise.resolve(read++);
    }
    const source = batches(counted(), 4);
    await source.next();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(read).toBeLessThanOrEqual(5);
    await source.return(undefined);
  });

  it('passes a failure of the sender on', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield await Promise.resolve(1);
      throw new Error('the line broke');
    }
    const taken = async (): Promise<void> => {
      for await (const batch of batches(failing(), 1)) expect(batch).toEqual([1]);
    };
    await expect(taken()).rejects.toThrow('the line broke');
  });
});
