import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { ruleOf } from '../test/make-rule.js';
import { overlaps } from './overlaps.js';
import { RuleBook } from './rule-book.js';

describe('RuleBook', () => {
  const author = { who: 'ada', reason: 'sale' };
  let storage: Storage;
  let book: RuleBook;

  beforeAll(async () => {
    storage = await openEmbeddedStorage(':memory:');
    book = new RuleBook({ records: storage.records, clock: () => 42 });
  });
  afterAll(() => storage.close());

  it('keeps what was written with its version and its author', async () => {
    const kept = await book.put(ruleOf({ key: 'sale' }), { ...author, version: 0 });
    expect(kept).toMatchObject({ version: 1, updatedAt: 42, updatedBy: 'ada', rule: { key: 'sale' } });
    expect(await book.get('sale')).toEqual(kept);
    expect(await book.list()).toEqual([kept]);
  });

  it('refuses an edit of an older version, a second rule of one key, and what is wrong', async () => {
    const next = await book.put(ruleOf({ key: 'sale', priority: 3 }), { ...author, version: 1 });
    expect(next.version).toBe(2);
    const stale = book.put(ruleOf({ key: 'sale', priority: 9 }), { ...author, version: 1 });
    await expect(stale).rejects.toMatchObject({ code: 'ABORTED' });
    await expect(book.put(ruleOf({ key: 'sale' }), { ...author, version: 0 })).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    await expect(book.put({ key: 'x' }, { ...author, version: 0 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      violations: [{ field: 'rule.when' }, { field: 'rule.actions' }],
    });
    expect((await book.get('sale')).rule.priority).toBe(3);
  });

  it('deletes a rule, keeps its changes, and lets its key begin again', async () => {
    await expect(book.delete('sale', { ...author, version: 1 })).rejects.toMatchObject({ code: 'ABORTED' });
    await book.delete('sale', { ...author, version: 2 });
    await expect(book.get('sale')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await book.list()).toEqual([]);
    await expect(book.put(ruleOf({ key: 'sale' }), { ...author, version: 2 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await book.put(ruleOf({ key: 'sale' }), { ...author, version: 0 });
    expect((await book.audit('sale')).map(({ action }) => action)).toEqual(['create', 'update', 'delete', 'create']);
    expect(await book.list()).toHaveLength(1);
  });
});

describe('rules that overlap', () => {
  it('are told where they want the same product or place of searches that both may be for', () => {
    const pin = ruleOf({ key: 'a' });
    const hide = ruleOf({ key: 'b', priority: 1, actions: [{ kind: 'hide', products: ['p1'] }] });
    expect(overlaps(pin, [pin, hide], 0)).toEqual(['b acts on p1 too: where they differ, b wins']);
    expect(overlaps(hide, [{ ...hide, key: 'c' }], 0)).toEqual([]);
    const elsewhere = ruleOf({ key: 'c', when: { query: { test: 'is', values: ['hat'] } } });
    expect(overlaps(pin, [elsewhere], 0)).toEqual([]);
    const ended = ruleOf({ key: 'd', end_ms: 5, actions: [{ kind: 'hide', products: ['p1'] }] });
    expect(overlaps(pin, [ended], 5)).toEqual([]);
  });
});
