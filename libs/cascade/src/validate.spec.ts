import { FakeShop, shoes } from '../test/fake-shop.js';
import { CascadeError } from './error.js';
import type { SearchRequest } from './search.js';
import { canonicalQuery, findViolations } from './validate.js';

const good: SearchRequest = { query: 'shoe' };

async function fieldsOf(request: SearchRequest): Promise<readonly string[]> {
  const shop = new FakeShop(shoes(3));
  try {
    await shop.time.until(shop.cascade.search(request));
    return [];
  } catch (error) {
    if (!(error instanceof CascadeError) || error.code !== 'INVALID_ARGUMENT') throw error;
    return error.violations.map(({ field }) => field);
  }
}

it('cuts a query that is refused anyway before it is composed', () => {
  expect(canonicalQuery('cafe\u0301 '.repeat(1_700_000)).length).toBeLessThan(2100);
  expect(canonicalQuery(' cafe\u0301  au\tlait ')).toBe('caf\u00e9 au lait');
});

describe('a bad request is refused by the name of every bad field', () => {
  const range = { kind: 'range', field: 'price' } as const;
  const cases: readonly [string, Partial<SearchRequest>, string[]][] = [
    ['nothing to search or browse by', { query: '   ' }, ['query']],
    ['a query of 513 characters', { query: 'x'.repeat(513) }, ['query']],
    ['a query of 10,000 characters', { query: 'x'.repeat(10_000) }, ['query']],
    ['half of a surrogate pair', { query: 'shoe \ud83d' }, ['query']],
    ['a control character', { query: 'shoe\u0000' }, ['query']],
    ['no page size', { pageSize: 0 }, ['page_size']],
    ['a negative page size', { pageSize: -1 }, ['page_size']],
    ['a page of a billion', { pageSize: 1e9 }, ['page_size']],
    ['half a product', { pageSize: 1.5 }, ['page_size']],
    ['an unknown filter field', { filters: [{ kind: 'any-of', field: 'brnad', values: ['x'] }] }, ['filters[0].field']],
    ['a filter without values', { filters: [{ kind: 'none-of', field: 'brand', values: [] }] }, ['filters[0].values']],
    ['a range upside down', { filters: [{ ...range, min: 2, max: 1 }] }, ['filters[0]']],
    ['a range without bounds', { filters: [range] }, ['filters[0]']],
    ['a range to nowhere', { filters: [{ ...range, min: NaN }] }, ['filters[0]']],
    ['51 filters', { filters: Array<typeof range & { min: number }>(51).fill({ ...range, min: 1 }) }, ['filters']],
    ['an unknown facet', { facets: [{ field: 'size' }] }, ['facets[0].field']],
    ['an endless facet', { facets: [{ field: 'brand', limit: 1e6 }] }, ['facets[0].limit']],
    ['an unknown sort', { sort: { field: 'prise', descending: true } }, ['sort.field']],
    ['no time', { deadlineMs: 0 }, ['deadline_ms']],
    ['time that is no number', { deadlineMs: NaN }, ['deadline_ms']],
    ['a shopper of 2,000 characters', { shopperId: 'x'.repeat(2000) }, ['shopper_id']],
    ['an attribute that is no number', { attributes: { age: NaN } }, ['attributes.age']],
    [
      'a field that cannot be highlighted',
      { highlight: { fields: [{ field: 'category' }] } },
      ['highlight.fields[0].field'],
    ],
    [
      'highlights of one field twice',
      { highlight: { fields: [{ field: 'title' }, { field: 'title' }] } },
      ['highlight.fields[1].field'],
    ],
    [
      'highlights without bounds',
      {
        highlight: {
          fields: [{ field: 'title', fragments: 21, fragmentSize: 19 }],
          preTag: 'x'.repeat(65),
          postTag: '\u0000',
        },
      },
      ['highlight.fields[0].fragments', 'highlight.fields[0].fragment_size', 'highlight.pre_tag', 'highlight.post_tag'],
    ],
    ['a bad Plan', { plan: { ranker: { keep: 0 } } }, ['plan.ranker.keep']],
    ['a Plan with an unknown model', { plan: { ranker: { model: 'nothing@9' } } }, ['plan.ranker.model']],
    [
      'a dense Plan without an encoder',
      { plan: { retrieval: { mode: 'dense', encoder: null } } },
      ['plan.retrieval.encoder'],
    ],
    [
      'much at once',
      { query: '', pageSize: -1, deadlineMs: -1, pageToken: 'x' },
      ['query', 'page_size', 'deadline_ms', 'page_token'],
    ],
  ];

  it.each(cases)('%s', async (_, bad, fields) => {
    expect(await fieldsOf({ ...good, ...bad })).toEqual(fields);
  });

  it('names the Plan member that the schema does not know', async () => {
    const plan = { reranker: { windw: 5 } } as unknown as NonNullable<SearchRequest['plan']>;
    expect(await fieldsOf({ ...good, plan })).toEqual(['plan.reranker.windw']);
  });

  it('lists the fields that exist and the one that was meant', () => {
    const [violation] = findViolations(
      { ...good, facets: [{ field: 'Brnad' }] },
      { filterable: () => ['brand', 'colour'], schema: { fields: [], boosts: [] } },
    );
    expect(violation?.description).toBe('unknown field "Brnad"; did you mean "brand"? Known fields: brand, colour');
  });
});

describe('a good request', () => {
  it('may browse by a filter or a sort, and use 512 characters of any script', async () => {
    expect(await fieldsOf({ query: '', sort: { field: 'price', descending: false } })).toEqual([]);
    expect(await fieldsOf({ query: '', filters: [{ kind: 'any-of', field: 'brand', values: ['Acme'] }] })).toEqual([]);
    expect(await fieldsOf({ query: '👟'.repeat(512) })).toEqual([]);
    expect(await fieldsOf({ query: 'shoe\n\tred' })).toEqual([]);
  });
});

test('a Plan of a request that names a model by its state is in force with its version, and so is what it is named after', async () => {
  const shop = new FakeShop(shoes(3));
  const ask = (model: string) =>
    shop.time.until(shop.cascade.search({ ...good, plan: { ranker: { model } }, explain: true }));
  expect((await ask('ranker-test@champion')).plan?.ranker.model).toBe('ranker-test@1');
  await expect(ask('ranker-none@champion')).rejects.toMatchObject({ violations: [{ field: 'plan.ranker.model' }] });
  await expect(ask('ranker-test@challenger')).rejects.toMatchObject({
    violations: [{ field: 'plan.ranker.model', description: 'a model as name@version, name@champion or name@shadow' }],
  });
});

test('a blend of a feature that the ranker does not read is refused', async () => {
  const shop = new FakeShop(shoes(3));
  const gain = { intercept: 0, rank_z: 1, features_z: { price: 1, colour: 1 } };
  shop.blend = { cross_encoder: 'cross-encoder-test@1', scored: { ...gain, rerank_z: 1 }, unscored: gain };
  await expect(
    shop.time.until(shop.cascade.search({ ...good, plan: { reranker: { blend: 'blend-test@1' } } })),
  ).rejects.toMatchObject({
    violations: [
      {
        field: 'plan.reranker.blend',
        description: 'blend-test@1 reads colour, which ranker-test@1 does not: name another, or null',
      },
    ],
  });
});

test('a blend fitted for another cross-encoder is refused', async () => {
  const shop = new FakeShop(shoes(3));
  shop.blend = {
    cross_encoder: 'other@1',
    scored: { intercept: 0, rank_z: 1, features_z: {}, rerank_z: 1 },
    unscored: { intercept: 0, rank_z: 1, features_z: {} },
  };
  await expect(
    shop.time.until(shop.cascade.search({ ...good, plan: { reranker: { blend: 'blend-test@1' } } })),
  ).rejects.toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'plan.reranker.blend' }] });
});
