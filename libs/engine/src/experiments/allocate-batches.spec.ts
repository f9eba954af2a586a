import { batchAttribute, ExperimentBook } from '@weir/experiments';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { BatchAllocation } from './allocate-batches.js';

const hour = 3_600_000;
const definition = {
  key: 'bandit',
  variants: [
    { key: 'control', weight: 0.5 },
    { key: 'better', weight: 0.5, plan: { reranker: { window: 40 } } },
  ],
  allocation: { method: 'thompson', batch_hours: 1 },
  metrics: { primary: 'conversion' },
};

describe('allocation in the serving process', () => {
  let storage: Storage;
  let now = 1_700_000_000_000;
  const process = () => {
    const book = new ExperimentBook({
      records: storage.records,
      clock: () => now,
      checkPlan: () => Promise.resolve([]),
    });
    const moments: Storage['events']['moments'] = (query) => storage.events.moments(query);
    return { book, allocation: new BatchAllocation({ book, moments, now: () => now }) };
  };
  /** Sixty units a variant, of which one of `rare` buys. */
  const draw = async (batch: number, rare: Readonly<Record<string, number>>): Promise<void> => {
    for (const [variant, every] of Object.entries(rare)) {
      const units = Array.from({ length: 60 }, (_, n) => `${variant}-${batch}-${n}`);
      const exposure = { experiment: 'bandit', phase: 1, variant, at: now, reached: true };
      await storage.events.expose(
        units.map((unit) => ({ ...exposure, unit, attributes: { [batchAttribute]: batch } })),
      );
      await storage.events.append(
        units
          .filter((_, n) => n % every === 0)
          .map((shopper) => ({
            ...{ id: shopper, action: 'purchase', at: now, receivedAt: now, shopper, session: '' },
            ...{ searchId: '', productId: '' },
          })),
      );
    }
  };
  const batches = async (book: ExperimentBook) => (await book.get('bandit')).phases[0]!.batches!;

  beforeEach(async () => {
    storage = await openEmbeddedStorage(':memory:');
    const { book } = process();
    await book.create(definition, { who: 'test' });
    await book.transition('bandit', { to: 'running', who: 'test' });
  });

  afterEach(() => storage.close());

  it('begins a batch of its own accord when the last is over, and writes down who, what and why', async () => {
    const { book, allocation } = process();
    await draw(1, { control: 30, better: 4 });
    now += hour - 1;
    expect(await allocation.run(await book.list())).toEqual([]);
    now += 1;
    expect(await allocation.run(await book.list())).toEqual(['bandit']);
    expect((await batches(book)).map(({ batch }) => batch)).toEqual([1, 2]);
    expect((await batches(book))[1]!.weights['better']).toBeGreaterThan(0.9);
    expect((await book.audit('bandit')).at(-1)).toMatchObject({
      ...{ who: 'allocation', action: 'allocate', version: 3 },
      reason: expect.stringMatching(/^batch 2: control 0\.05\d* \(best with 0\.\d{3}\), better/) as unknown,
    });
    expect(await allocation.run(await book.list())).toEqual([]);
  });

  it('of two processes begins it once: the other finds that it is done', async () => {
    const [one, other] = [process(), process()];
    await draw(1, { control: 4, better: 4 });
    now += hour;
    // Both have read the same version.
    const read = await one.book.list();
    const began = await Promise.all([one.allocation.run(read), other.allocation.run(read)]);
    expect(began.flat()).toEqual(['bandit']);
    expect(await batches(one.book)).toHaveLength(2);
  });

  it('leaves one alone that was stopped meanwhile, and one that nobody was in', async () => {
    const { book, allocation } = process();
    now += hour;
    expect(await allocation.run(await book.list())).toEqual([]);
    await draw(1, { control: 4, better: 4 });
    now += 10_000;
    const read = await book.list();
    await book.transition('bandit', { to: 'stopped', who: 'test' });
    expect(await allocation.run(read)).toEqual([]);
    expect(await batches(book)).toHaveLength(1);
    expect((await book.get('bandit')).state).toBe('stopped');
  });
});
