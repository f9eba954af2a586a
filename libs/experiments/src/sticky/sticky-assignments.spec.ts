import { createMemoryCache } from '@weir/cache';
import { openEmbeddedStorage } from '@weir/storage';
import { begun, running } from '../../test/make-experiment.js';
import { assign } from '../assignment/assign.js';
import type { AssignmentResult } from '../assignment/assignment.js';
import { compileExperiments } from '../assignment/compile-experiments.js';
import { StickyAssignments } from './sticky-assignments.js';
import { type KeptVariants, stickyInCache, stickyInDocuments, type StickyStore } from './sticky-store.js';

const nameOf = (unit: string): string => `hash-of-${unit}`;
const first = compileExperiments([running({ sticky: true })]);
/** The same experiment in a phase of its own, in which everybody is drawn into the treatment. */
const second = compileExperiments([
  {
    ...running({
      sticky: true,
      variants: [
        { key: 'control', weight: 0 },
        { key: 'treatment', weight: 1 },
      ],
    }),
    phase: 2,
    seed: 'window:2',
  },
]);
/** A shopper whom the first draws into the control. */
const shopperId = Array.from({ length: 100 }, (_, at) => `s${at}`).find(
  (id) => assign(first, { shopperId: id, now: begun }).assignments[0]!.variantIndex === 0,
)!;

async function search(sticky: StickyAssignments, compiled = first): Promise<AssignmentResult['assignments'][number]> {
  await sticky.prepare([shopperId]);
  const { assignments } = assign(compiled, { shopperId, now: begun, sticky: sticky.lookup });
  sticky.keep(compiled, assignments);
  return assignments[0]!;
}

function memoryStore(): StickyStore & { readonly kept: Map<string, KeptVariants> } {
  const kept = new Map<string, KeptVariants>();
  return {
    kept,
    load: (unit) => Promise.resolve(kept.get(unit)),
    save: (unit, variants) => {
      kept.set(unit, variants);
      return Promise.resolve();
    },
    remove: (name) => {
      kept.delete(name);
      return Promise.resolve();
    },
  };
}

describe('sticky assignments', () => {
  it.each(['storage', 'cache'])(
    'keep a variant and its phase over new weights and a restart, in the %s',
    async (where) => {
      const storage = await openEmbeddedStorage(':memory:');
      const store =
        where === 'storage'
          ? stickyInDocuments(storage.documents, nameOf)
          : stickyInCache(createMemoryCache({ maxBytes: 1e6 }), { nameOf, ttlMs: 60_000 });
      const open = (): StickyAssignments => new StickyAssignments({ store, wait, budgetMs: 5000 });
      const before = open();
      expect(await search(before)).toMatchObject({ variant: 'control', reason: 'split' });
      expect(await search(before, second)).toMatchObject({ variant: 'control', reason: 'sticky', phase: 1 });
      await before.flush();
      expect(await search(open(), second)).toMatchObject({ variant: 'control', reason: 'sticky', phase: 1 });
      await storage.close();
    },
  );

  it('live in a cache as long as they are told, and not once they are forgotten', async () => {
    let now = 0;
    const cache = createMemoryCache({ maxBytes: 1e6, clock: () => now });
    const store = stickyInCache(cache, { nameOf, ttlMs: 1000 });
    const kept = { window: { variant: 'control', phase: 1 } };
    await store.save('a', kept);
    await store.save('b', kept);
    await store.remove(nameOf('a'));
    expect([await store.load('a'), await store.load('b')]).toEqual([undefined, kept]);
    now = 1001;
    expect(await store.load('b')).toBeUndefined();
  });

  it('names units in the store by their hash alone', async () => {
    const storage = await openEmbeddedStorage(':memory:');
    const sticky = new StickyAssignments({ store: stickyInDocuments(storage.documents, nameOf), wait });
    await search(sticky);
    await sticky.flush();
    expect(await storage.documents.read(`sticky/hash-of-${shopperId}`)).toEqual({
      window: { variant: 'control', phase: 1 },
    });
    await storage.close();
  });

  it('wait no longer than the budget, and let the record win when it comes', async () => {
    const store = memoryStore();
    store.kept.set(shopperId, { window: { variant: 'control', phase: 1 } });
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow: StickyStore = { ...store, load: (unit) => held.then(() => store.load(unit)) };
    const sticky = new StickyAssignments({ store: slow, wait: () => Promise.resolve() });
    expect(await sticky.prepare([shopperId])).toBe(false);
    expect(await search(sticky, second)).toMatchObject({ variant: 'treatment', reason: 'split' });
    release();
    await after(0);
    expect(await search(sticky, second)).toMatchObject({ variant: 'control', reason: 'sticky', phase: 1 });
    await sticky.flush();
    expect(store.kept.get(shopperId)).toEqual({ window: { variant: 'control', phase: 1 } });
  });

  it('fail no search when the store does, and ask it again', async () => {
    const store = memoryStore();
    const errors: unknown[] = [];
    let broken = true;
    const failing: StickyStore = {
      ...store,
      load: (unit) => (broken ? Promise.reject(new Error('down')) : store.load(unit)),
      save: (unit, kept) => (broken ? Promise.reject(new Error('down')) : store.save(unit, kept)),
    };
    const sticky = new StickyAssignments({ store: failing, wait, onError: (error) => errors.push(error) });
    expect(await search(sticky)).toMatchObject({ variant: 'control', reason: 'split' });
    expect(errors).toHaveLength(1);
    broken = false;
    expect(await search(sticky)).toMatchObject({ variant: 'control', reason: 'sticky' });
    await sticky.flush();
    expect(store.kept.get(shopperId)).toEqual({ window: { variant: 'control', phase: 1 } });
  });

  it('forget a shopper, in memory and in the store, a record under way too', async () => {
    const storage = await openEmbeddedStorage(':memory:');
    const sticky = new StickyAssignments({ store: stickyInDocuments(storage.documents, nameOf), wait, budgetMs: 5000 });
    await search(sticky);
    await sticky.forget(shopperId, [nameOf(shopperId)]);
    expect(await storage.documents.read(`sticky/${nameOf(shopperId)}`)).toBeUndefined();
    expect(await search(sticky, second)).toMatchObject({ variant: 'treatment', reason: 'split' });
    await sticky.flush();
    await storage.close();
  });

  it('keep no more units in memory than they may', async () => {
    const store = memoryStore();
    const loads: string[] = [];
    const counting: StickyStore = {
      ...store,
      load: (unit) => {
        loads.push(unit);
        return store.load(unit);
      },
    };
    const sticky = new StickyAssignments({ store: counting, wait, capacity: 2 });
    for (const unit of ['a', 'b', 'a', 'c', 'b']) await sticky.prepare([unit]);
    expect(loads).toEqual(['a', 'b', 'c', 'b']);
  });
});

/** A budget that keeps no test from ending. */
function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
