import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { readQrelsText, readQueriesText, writeQrels, writeQueries } from './files.js';
import { type GradedQuery, JudgmentBook, judgmentsOf } from './judgment-book.js';

const set = { key: 'team', name: 'Team', who: 'ann' };

describe('the book of judgments', () => {
  let storage: Storage;
  let book: JudgmentBook;
  let now = 1000;

  const open = (): JudgmentBook => new JudgmentBook({ records: storage.records, clock: () => now });
  const give = (grades: Readonly<Record<string, number | undefined>>, more: { who?: string; version?: number } = {}) =>
    book.grade('team', { query: 'Red  Shoes', grades: new Map(Object.entries(grades)), who: 'ann', ...more });
  const plain = (query: GradedQuery): Readonly<Record<string, number>> => Object.fromEntries(judgmentsOf(query));

  beforeEach(async () => {
    storage = await openEmbeddedStorage(':memory:');
    now = 1000;
    book = open();
    await book.create(set);
  });
  afterEach(() => storage.close());

  it('keeps grades for another process too, by a query whose case and space make no difference', async () => {
    await give({ p1: 3, p2: 0 });
    const read = await open().grades('team', ' red shoes ');
    expect(plain(read)).toEqual({ p1: 3, p2: 0 });
    expect(read).toMatchObject({ query: 'Red Shoes', version: 1 });
    expect(await open().list()).toEqual([{ key: 'team', name: 'Team', created_at: 1000, queries: 1, grades: 2 }]);
  });

  it('refuses a grade of a product that somebody else graded since it was read, and lets all others through', async () => {
    await give({ p1: 3 });
    await give({ p2: 1 }, { who: 'bo', version: 1 });
    // ann has read version 1: p2 is bo's since, p3 is nobody's.
    await expect(give({ p3: 2, p2: 3 }, { version: 1 })).rejects.toMatchObject({
      code: 'ABORTED',
      message: expect.stringContaining('bo gave it 1') as string,
    });
    expect(plain(await book.grades('team', 'red shoes'))).toEqual({ p1: 3, p2: 1 });
    expect(plain(await give({ p3: 2 }, { version: 1 }))).toEqual({ p1: 3, p2: 1, p3: 2 });
  });

  it('takes a grade back, and tells of that as of any change', async () => {
    await give({ p1: 3 });
    expect(plain(await give({ p1: undefined }, { who: 'bo', version: 1 }))).toEqual({});
    await expect(give({ p1: 2 }, { version: 1 })).rejects.toMatchObject({ code: 'ABORTED' });
    expect(plain(await give({ p1: 2 }, { version: 2 }))).toEqual({ p1: 2 });
  });

  it('loses none of the grades that two processes give at once, and logs who gave each', async () => {
    const others = open();
    const products = Array.from({ length: 12 }, (_, at) => `p${at}`);
    await Promise.all(
      products.map((product, at) =>
        (at % 2 === 0 ? book : others).grade('team', {
          ...{ query: 'red shoes', grades: new Map([[product, at % 4]]) },
          who: at % 2 === 0 ? 'ann' : 'bo',
        }),
      ),
    );
    expect((await book.grades('team', 'red shoes')).grades.size).toBe(12);
    const log = await storage.records.audit({ collection: 'judgments/team' });
    expect(log.map(({ who }) => who).sort()).toEqual([...Array<string>(6).fill('ann'), ...Array<string>(6).fill('bo')]);
  });

  it('names every field that is wrong', async () => {
    await expect(give({ p1: 12 })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      violations: [{ field: 'grades', description: expect.stringContaining('p1 has 12') as string }],
    });
    await expect(book.grade('team', { query: ' ', grades: new Map(), who: 'ann' })).rejects.toMatchObject({
      violations: [expect.objectContaining({ field: 'query' }), expect.objectContaining({ field: 'grades' })],
    });
    await expect(book.create({ ...set, key: 'No Key' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(book.create(set)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(book.grades('gone', 'red shoes')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('takes files over and gives them back: TREC and BEIR, with the words of the queries', async () => {
    const qrels = readQrelsText('q1 0 p1 3\nq1 0 p2 -1\nq2 0 p3 1\nq9 0 p1 1\n');
    const words = readQueriesText('{"_id": "q1", "text": "red shoes"}\n{"_id": "q2", "text": "blue hat"}\n');
    expect(await book.take('team', { qrels, words, who: 'ann' })).toEqual({ queries: 2, grades: 2, unknown: ['q9'] });
    const all = await book.all('team');
    expect(writeQrels(all, 'trec')).toBe('q2 0 p3 1\nq1 0 p1 3\n');
    expect(readQrelsText(writeQrels(all, 'beir'))).toEqual(readQrelsText(writeQrels(all, 'trec')));
    expect(readQueriesText(writeQueries(all))).toEqual(words);
  });

  it('says which line of a file is wrong, and which format cannot hold an id', async () => {
    expect(() => readQrelsText('q1 0 p1 3\nq1 0\n')).toThrow(/line 2: a TREC qrels line/);
    await give({ 'p 1': 3 });
    const all = await book.all('team');
    expect(() => writeQrels(all, 'trec')).toThrow(/white space/);
    expect(writeQrels(all, 'beir')).toContain('\tp 1\t3\n');
  });

  it('writes files in which two queries of one id stay two', async () => {
    for (const query of ['red shoes', 'blue hat']) {
      await book.grade('team', { query, grades: new Map([['p1', 1]]), who: 'ann', id: '7' });
    }
    expect(readQueriesText(writeQueries(await book.all('team'))).size).toBe(2);
  });
});
