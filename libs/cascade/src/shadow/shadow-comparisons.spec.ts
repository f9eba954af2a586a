import { FakeShop, shoes } from '../../test/fake-shop.js';
import { FakeTime } from '../../test/fake-time.js';
import type { Models, Ranker } from '../parts.js';
import type { ComparedPair } from './comparison-report.js';
import { type ComparisonParts, ShadowComparisons } from './shadow-comparisons.js';
import type { ShadowSearch } from './shadow-search.js';

/** Orders by price: upwards by default. */
function byPrice(model: string, sign: number): Ranker {
  return {
    model,
    features: ['price'],
    matrix: ({ states }) => Float64Array.from(states, (state) => sign * (state?.price ?? NaN)),
    score: (matrix) => Promise.resolve(matrix),
    contributions: () => Float64Array.of(0, 0),
  };
}

/** Comparisons over the searches of a shop in memory, on a clock that the test moves. */
function comparing(given: Partial<ComparisonParts> = {}, plan = {}) {
  const time = new FakeTime();
  const captured: ShadowSearch[] = [];
  const shop = new FakeShop(shoes(30), plan, { onRanked: (search) => captured.push(search) }, time);
  const rankers = new Map([byPrice('ranker@1', -1), byPrice('ranker@2', 1)].map((each) => [each.model, each]));
  let ids = 0;
  const comparisons = new ShadowComparisons({
    retriever: {
      schema: { fields: ['title'], boosts: [1] },
      filterable: () => [],
      count: () => 30,
      retrieve: () => Promise.reject(new Error('nothing is retrieved again')),
      states: (products) =>
        Promise.resolve(products.map((id) => ({ price: shop.products.get(id)!.product.price }) as never)),
    },
    models: {
      ranker: (reference: string) => {
        const ranker = rankers.get(reference);
        return ranker === undefined ? Promise.reject(new Error('it is gone')) : Promise.resolve(ranker);
      },
    } as unknown as Models,
    modelText: ({ title }) => title,
    time,
    newId: () => `c${++ids}`,
    random: () => 0,
    isBusy: () => false,
    keepQuery: true,
    ...given,
  });
  const search = async (query = 'shoe'): Promise<ShadowSearch> => {
    const before = captured.length;
    await time.until(shop.cascade.search({ query }, { cache: false }));
    expect(captured.length).toBe(before + 1);
    return captured.at(-1)!;
  };
  const settle = (ms: number): Promise<void> => time.until(time.sleep(ms));
  return { shop, comparisons, captured, search, settle, time };
}

const basePlan = { reranker: { model: null, blend: null }, ranker: { model: 'ranker-test@1' } };
const pair = (challenger: string): ComparedPair => ({ kind: 'ranker', champion: 'ranker@1', challenger });

describe('comparisons over live searches', () => {
  it('find that a model agrees with itself wholly, and with its opposite not at all', async () => {
    const { comparisons, search, settle } = comparing({}, basePlan);
    const same = comparisons.begin(pair('ranker@1'), { share: 1 });
    const opposite = comparisons.begin(pair('ranker@2'), { share: 1 });
    comparisons.offer(await search());
    await settle(200);

    const [second, first] = comparisons.list();
    expect(first).toMatchObject({
      id: same.id,
      compared: 1,
      agreement: { overlap: 1, tau: 1, rho: 1, moved: 0, sameFirst: 1 },
      examples: [],
    });
    expect(first?.agreement?.rankBiasedOverlap).toBeCloseTo(1, 10);
    // The first twenty of thirty and the last twenty, turned: the ten in the middle are common to both.
    expect(second).toMatchObject({
      id: opposite.id,
      compared: 1,
      agreement: { overlap: 0, tau: -1, rho: -1, sameFirst: 0 },
      examples: [{ query: 'shoe', overlap: 0, champion: firstTen(0, 1), challenger: firstTen(29, -1) }],
    });
  });

  it('score nothing while shoppers wait, and count what they had to drop', async () => {
    let busy = true;
    const { comparisons, search, settle } = comparing({ isBusy: () => busy }, basePlan);
    comparisons.begin(pair('ranker@2'), { share: 1 });
    for (let at = 0; at < 12; at++) comparisons.offer(await search());
    await settle(10);
    // One is at its turn, eight wait.
    expect(comparisons.list()[0]).toMatchObject({ compared: 0, dropped: 3 });
    await settle(2500);
    expect(comparisons.list()[0]).toMatchObject({ compared: 0, dropped: 4 });
    busy = false;
    await settle(1000);
    expect(comparisons.list()[0]).toMatchObject({ compared: 8, dropped: 4 });
  });

  it('draw the share that was asked for', async () => {
    const draws = [0.05, 0.5, 0.99, 0.01];
    const { comparisons, search, settle } = comparing({ random: () => draws.shift()! }, basePlan);
    comparisons.begin(pair('ranker@2'), { share: 0.1 });
    for (let at = 0; at < 4; at++) comparisons.offer(await search());
    await settle(500);
    expect(comparisons.list()[0]).toMatchObject({ compared: 2, dropped: 0 });
  });

  it('count a model that fails, and go on', async () => {
    const faults: unknown[] = [];
    const { comparisons, search, settle } = comparing({ onFault: (error) => faults.push(error) }, basePlan);
    comparisons.begin(pair('ranker@3'), { share: 1 });
    comparisons.begin(pair('ranker@2'), { share: 1 });
    comparisons.offer(await search());
    await settle(500);
    expect(comparisons.list().map(({ compared, failed }) => [compared, failed])).toEqual([
      [1, 0],
      [0, 1],
    ]);
    expect(faults).toHaveLength(1);
  });

  it('end at their time and when they are told to, and keep their numbers until they are removed', async () => {
    const { comparisons, search, settle, time } = comparing({}, basePlan);
    const timed = comparisons.begin(pair('ranker@2'), { share: 1, untilAt: time.epoch() + 1000 });
    const other = comparisons.begin(pair('ranker@1'), { share: 1 });
    comparisons.offer(await search());
    await settle(2000);
    comparisons.end(other.id);
    comparisons.offer(await search());
    await settle(500);
    expect(comparisons.list().map(({ id, compared, endedAt }) => [id, compared, endedAt !== undefined])).toEqual([
      [other.id, 1, true],
      [timed.id, 1, true],
    ]);
    expect(comparisons.list()[1]?.endedAt).toBe(timed.untilAt);
    expect([comparisons.remove(timed.id), comparisons.remove(timed.id)]).toEqual([true, false]);
    expect(comparisons.end('nobody')).toBeUndefined();
  });

  it('keep no words where they may not', async () => {
    const { comparisons, search, settle } = comparing({ keepQuery: false }, basePlan);
    comparisons.begin(pair('ranker@2'), { share: 1 });
    comparisons.offer(await search());
    await settle(200);
    expect(comparisons.list()[0]?.examples).toMatchObject([{ query: '' }]);
  });

  it('get no search of a tool, none that came from the cache, and none that is sorted', async () => {
    const { shop, captured, time } = comparing({}, basePlan);
    await time.until(shop.cascade.search({ query: 'shoe', plan: { page: { size: 3 } } }));
    await time.until(shop.cascade.search({ query: 'shoe', sort: { field: 'price', descending: true } }));
    expect(captured).toEqual([]);
    await time.until(shop.cascade.search({ query: 'shoe' }));
    await time.until(shop.cascade.search({ query: 'shoe' }));
    expect(captured).toHaveLength(1);
  });
});

function firstTen(from: number, step: number): readonly string[] {
  return Array.from({ length: 10 }, (_, place) => `p${from + step * place}`);
}
