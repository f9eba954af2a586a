import { createMemoryCounters, type WindowCounters } from '@weir/cache';
import { openEmbeddedStorage, type Storage, type StoredEvent } from '@weir/storage';
import { BehaviourCounts, behaviourShape } from './behaviour.js';

const dayMs = 86_400_000;
const nothing = { impressions: 0, clicks: 0, carts: 0, purchases: 0 };

describe('what shoppers did', () => {
  let now: number;
  let storage: Storage;
  let faults: unknown[];

  beforeEach(async () => {
    now = 1_790_000_000_000;
    faults = [];
    storage = await openEmbeddedStorage(':memory:');
  });
  afterEach(() => storage.close());

  const event = (action: string, productId: string, more: Partial<StoredEvent> = {}): StoredEvent => ({
    ...{ id: `${action} ${productId} ${String(Math.random())}`, action, at: now, receivedAt: now, shopper: 'u' },
    ...{ session: '', searchId: '', productId, ...more },
  });
  const counts = (counters: WindowCounters, alone = false, days = 30): BehaviourCounts =>
    new BehaviourCounts({
      ...{ counters: () => counters, scope: 'shop/', days, now: () => now },
      ...(alone && { events: storage.events }),
      onFault: (error) => faults.push(error),
    });
  const memory = (): WindowCounters => createMemoryCounters(behaviourShape, { clock: () => now });
  /** Asked until the counters are filled. */
  const filled = async (behaviour: BehaviourCounts, ids: readonly string[]): Promise<unknown> => {
    for (;;) {
      const found = await behaviour.of(ids);
      if (found[0] !== undefined) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('is counted of each product within the days that count, when it happened, without robots and other events', async () => {
    const behaviour = counts(memory(), false, 7);
    behaviour.note([
      event('impression', 'p1'),
      event('impression', 'p1'),
      event('click', 'p1'),
      event('add_to_cart', 'p1'),
      event('purchase', 'p1', { quantity: 5 }),
      event('click', 'p1', { bot: true }),
      event('click', ''),
      event('wishlist', 'p1'),
      event('click', 'p2', { at: now - 6 * dayMs }),
      event('click', 'p2', { at: now - 8 * dayMs }),
    ]);
    await behaviour.flush();
    expect(await behaviour.of(['p2', 'never', 'p1'])).toEqual([
      { ...nothing, clicks: 1 },
      nothing,
      { impressions: 2, clicks: 1, carts: 1, purchases: 1 },
    ]);
    now += 2 * dayMs;
    expect((await behaviour.of(['p2']))[0]).toEqual(nothing);
  });

  it('is one count of all processes whose counters are shared', async () => {
    const shared = memory();
    const [recording, ranking] = [counts(shared), counts(shared)];
    recording.note([event('click', 'p1')]);
    await recording.flush();
    expect(await ranking.of(['p1'])).toEqual([{ ...nothing, clicks: 1 }]);
  });

  it('is read from the store by a process that counts alone, when somebody asks the first time, and each event once', async () => {
    const before = [
      event('click', 'p1'),
      event('click', 'p1', { at: now - dayMs }),
      event('click', 'p1', { bot: true }),
    ];
    await storage.events.append(before);
    const behaviour = counts(memory(), true);
    behaviour.note(before);
    now += 1000;
    expect(await behaviour.of(['p1'])).toEqual([undefined]);
    expect(await filled(behaviour, ['p1'])).toEqual([{ ...nothing, clicks: 2 }]);
    // Taken by the recorder before, told after it was asked for.
    behaviour.note([event('click', 'p1', { receivedAt: now - 1 }), event('click', 'p1')]);
    await behaviour.flush();
    expect(await behaviour.of(['p1'])).toEqual([{ ...nothing, clicks: 3 }]);
  });

  it('is unknown where it cannot be read, and told of; a minute later it is tried again', async () => {
    const events = { productActions: () => Promise.reject(new Error('gone')) };
    const behaviour = new BehaviourCounts({
      ...{ counters: memory, scope: '', days: 30, events, now: () => now },
      onFault: (error) => faults.push(error),
    });
    for (let searches = 0; searches < 5; searches++) {
      expect(await behaviour.of(['p1'])).toEqual([undefined]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(faults).toHaveLength(1);
    now += 60_000;
    await behaviour.of(['p1']);
    await new Promise((resolve) => setImmediate(resolve));
    expect(faults).toHaveLength(2);
    const unread = { ...memory(), sums: () => Promise.resolve(undefined) };
    expect(await counts(unread).of(['p1', 'p2'])).toEqual([undefined, undefined]);
  });
});
