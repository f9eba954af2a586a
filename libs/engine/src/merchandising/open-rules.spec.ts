import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { openRules, type Rules } from './open-rules.js';

const rule = {
  key: 'sale',
  when: { query: { test: 'is', values: ['shoe'] } },
  actions: [{ kind: 'pin', products: ['p1'] }],
  state: 'on',
};

describe('the rules of a process', () => {
  const faults: unknown[] = [];
  let storage: Storage;
  let [one, other]: Rules[] = [];

  const open = (): Promise<Rules> => openRules({ storage, now: Date.now, onFault: (error) => faults.push(error) });
  const acting = (rules: Rules | undefined): readonly string[] | undefined =>
    rules
      ?.current()
      .match({ query: 'shoe' }, { enabled: true, rules: {} }, Date.now())
      .rules.map(({ key }) => key);

  beforeAll(async () => {
    storage = await openEmbeddedStorage(':memory:');
    [one, other] = [await open(), await open()];
  });
  afterAll(async () => {
    await Promise.all([one?.close(), other?.close()]);
    await storage.close();
  });

  it('act at once where they were written, and within seconds in every other process', async () => {
    expect(acting(one)).toEqual([]);
    await one?.book.put(rule, { who: 'ada', reason: '', version: 0 });
    await one?.refresh();
    expect(acting(one)).toEqual(['sale']);
    const began = Date.now();
    while (acting(other)?.length === 0 && Date.now() - began < 20_000)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(acting(other)).toEqual(['sale']);
  }, 30_000);

  it('that cannot be read do not act, are told, and keep no other from acting', async () => {
    await storage.records.put({
      ...{
        collection: 'rules',
        key: 'future',
        expected: 0,
        value: { rule: { ...rule, key: 'future', colour: 'red' } },
      },
      note: { who: 'a newer Weir', at: 0, action: 'create', reason: '' },
    });
    await one?.refresh();
    expect(acting(one)).toEqual(['sale']);
    expect(String(faults[0])).toContain('the rule future cannot be read');
  });
});
