import { Admission } from '@weir/admission';
import type { Product } from '@weir/catalogue';
import type { Indexer } from '@weir/indexing';
import { politeIndexer } from './polite-indexer.js';

const product: Product = { id: 'p', title: 'drill', text: {}, category: [], attributes: {} };

/** An admission whose clock stands still: nobody grows old in its line. */
function admissionOf(queue: number): Admission {
  return new Admission({
    ...{ least: 2, most: 2, queue, targetMs: 10, waitShare: 0.4, batchShare: 0.5, random: () => 0.5 },
    clock: { now: () => 0, after: () => () => undefined },
  });
}

describe('a write beside searches', () => {
  const written: string[] = [];
  const indexer = {
    upsert: ([{ id }]: readonly [Product]) => {
      written.push(id);
      return Promise.resolve([1]);
    },
    remove: () => Promise.reject(new Error('the disk is full')),
    vectorsPending: () => 7,
  } as unknown as Indexer;
  const search = { priority: 'interactive', remainingMs: 250, neededMs: 1 } as const;
  beforeEach(() => {
    written.length = 0;
  });

  it('waits while searches fill half of what may be under way, and is done when they leave room', async () => {
    const admission = admissionOf(10);
    const pass = await admission.admit(search);
    const polite = politeIndexer(indexer, admission);
    const writing = polite.upsert([product]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(written).toEqual([]);
    pass.release();
    expect(await writing).toEqual([1]);
    await expect(polite.remove(['p'])).rejects.toThrow('the disk is full');
    expect(admission.load().underWay).toEqual({ interactive: 0, batch: 0 });
    expect(polite.vectorsPending()).toBe(7);
  });

  it('is done all the same where the line takes nobody any more', async () => {
    const admission = admissionOf(0);
    await admission.admit(search);
    await politeIndexer(indexer, admission).upsert([product]);
    expect(written).toEqual(['p']);
  });
});
