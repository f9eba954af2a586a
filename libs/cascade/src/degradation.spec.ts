import fc from 'fast-check';
import { type Conduct, FakeShop, shoes } from '../test/fake-shop.js';
import type { SearchRequest, SearchResponse } from './search.js';

const query: SearchRequest = { query: 'shoe', pageSize: 6 };
const idsOf = ({ products }: SearchResponse): string[] => products.map(({ product }) => product.id);
const stagesOf = ({ degraded }: SearchResponse): string[] => degraded.map(({ stage }) => stage);

const retrievalOrder = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const rankerOrder = ['p9', 'p8', 'p7', 'p6', 'p5', 'p4'];
/** The ranker's best five by rating: p7 4, p9 3, p6 2, p8 1, p5 0. */
const rerankedOrder = ['p7', 'p9', 'p6', 'p8', 'p5', 'p4'];

describe('a search whose stages all work', () => {
  it('shows the reranked window first, then the order of the ranker, and is not degraded', async () => {
    const shop = new FakeShop(shoes(10));
    const answer = await shop.time.until(shop.cascade.search(query));

    expect(idsOf(answer)).toEqual(rerankedOrder);
    expect(answer).toMatchObject({ degraded: [], cached: false, total: 10 });
    expect(answer.timings.map(({ stage }) => stage)).toEqual([
      'assign',
      'cache',
      'encode',
      'retrieve',
      'features',
      'rank',
      'rerank',
      'compose',
    ]);
    expect(answer.timings.find(({ stage }) => stage === 'retrieve')).toMatchObject({
      ms: 5,
      budgetMs: 60,
      candidatesOut: 10,
    });
    expect(answer.products[0]?.scores).toMatchObject({ ranker: 8, reranker: 4, fused: 3 });
  });

  it('gives the same answer to the same request', async () => {
    const answers = await Promise.all(
      [1, 2].map(async () => {
        const shop = new FakeShop(shoes(30));
        return shop.time.until(shop.cascade.search({ ...query, explain: true }));
      }),
    );

    expect(answers[0]).toEqual(answers[1]);
  });
});

describe('a stage that breaks', () => {
  const broken = new Error('secret internal text');
  const cases: readonly [keyof FakeShop['conduct'], Conduct, string, string[]][] = [
    ['encode', { ms: 1, error: broken }, 'encode', rerankedOrder],
    ['encode', { ms: 500 }, 'encode', rerankedOrder],
    ['states', { ms: 1, error: broken }, 'features', ['p2', 'p4', 'p1', 'p3', 'p0', 'p5']],
    ['states', { ms: 500 }, 'features', ['p2', 'p4', 'p1', 'p3', 'p0', 'p5']],
    ['matrix', { ms: 1, error: broken }, 'features', ['p2', 'p4', 'p1', 'p3', 'p0', 'p5']],
    ['score', { ms: 1, error: broken }, 'rank', ['p2', 'p4', 'p1', 'p3', 'p0', 'p5']],
    ['score', { ms: 500 }, 'rank', ['p2', 'p4', 'p1', 'p3', 'p0', 'p5']],
    ['pairs', { ms: 1, error: broken }, 'rerank', rankerOrder],
    ['pairs', { ms: 500 }, 'rerank', rankerOrder],
    ['cache', { ms: 1, error: broken }, 'cache', rerankedOrder],
    ['cache', { ms: 500 }, 'cache', rerankedOrder],
  ];

  it.each(cases)(
    '%s with %j: the answer keeps the order of the stage before and says so',
    async (part, conduct, stage, order) => {
      const shop = new FakeShop(shoes(10));
      shop.conduct[part] = conduct;
      const answer = await shop.time.until(shop.cascade.search(query));

      expect(idsOf(answer)).toEqual(order);
      expect(stagesOf(answer)).toEqual([stage]);
      expect(answer.tookMs).toBeLessThanOrEqual(250);
      expect(JSON.stringify(answer)).not.toContain('secret');
    },
  );

  it('tells operators the cause that no answer shows', async () => {
    const shop = new FakeShop(shoes(10));
    shop.conduct.encode = { ms: 1, error: broken };
    const answer = await shop.time.until(shop.cascade.search(query));

    expect(shop.faults).toMatchObject([{ stage: 'encode', searchId: answer.searchId, error: broken }]);
  });

  it('in several places still gives an answer', async () => {
    const shop = new FakeShop(shoes(10));
    for (const part of ['encode', 'states', 'pairs', 'products', 'cache'] as const) shop.conduct[part].error = broken;
    const answer = await shop.time.until(shop.cascade.search(query));

    expect(idsOf(answer)).toEqual(retrievalOrder);
    expect(stagesOf(answer)).toEqual(['cache', 'encode', 'features', 'rerank', 'compose']);
    expect(answer.products.every(({ product }) => product.title === '')).toBe(true);
  });

  it('leaves retrieval lexical when the query has no vector', async () => {
    const shop = new FakeShop(shoes(10));
    shop.conduct.encode = { ms: 500 };
    await shop.time.until(shop.cascade.search(query));

    expect(shop.lastRetrieval).toMatchObject({ mode: 'bm25' });
    expect(shop.lastRetrieval).not.toHaveProperty('queryVector');
  });

  it('lets the cross-encoder order what it scored in time, the rest behind', async () => {
    const shop = new FakeShop(shoes(10));
    shop.conduct.pairs = { ms: 50 };
    const answer = await shop.time.until(shop.cascade.search(query));

    // p9 (3) and p8 (1) were scored within 120 ms; p7, p6 and p5 were not.
    expect(idsOf(answer)).toEqual(['p9', 'p8', 'p7', 'p6', 'p5', 'p4']);
    expect(answer.degraded).toEqual([{ stage: 'rerank', cause: 'deadline', detail: '2 of 5 candidates scored' }]);
  });

  it('is an error only where nothing was retrieved and no good list is kept', async () => {
    const shop = new FakeShop(shoes(10));
    shop.conduct.retrieve.error = broken;
    await expect(shop.time.until(shop.cascade.search(query))).rejects.toMatchObject({ code: 'UNAVAILABLE' });

    shop.conduct.retrieve = { ms: 1000 };
    await expect(shop.time.until(shop.cascade.search(query))).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });

    shop.conduct.retrieve = { ms: 5 };
    await shop.time.until(shop.cascade.search(query));
    shop.version++;
    shop.conduct.retrieve.error = broken;
    const stale = await shop.time.until(shop.cascade.search(query));
    expect(idsOf(stale)).toEqual(rerankedOrder);
    expect(stagesOf(stale)).toEqual(['retrieve']);
    expect(stale.cached).toBe(true);
  });

  it('does not outlive the caller', async () => {
    const shop = new FakeShop(shoes(10));
    const caller = new AbortController();
    shop.time.after(7, () => {
      caller.abort();
    });
    await expect(shop.time.until(shop.cascade.search(query, { signal: caller.signal }))).rejects.toMatchObject({
      code: 'DEADLINE_EXCEEDED',
    });
    expect(shop.calls.states).toBe(0);
  });
});

describe('the deadline of a search', () => {
  const conduct = fc.record({ ms: fc.integer({ min: 0, max: 120 }), broken: fc.boolean() });
  const parts = ['encode', 'retrieve', 'states', 'matrix', 'score', 'pairs', 'products', 'cache'] as const;
  const conducts = fc.tuple(...parts.map(() => conduct));

  it('is kept whatever is slow or broken: nothing begins after it, and an answer or one of its errors comes in time', async () => {
    await fc.assert(
      fc.asyncProperty(conducts, fc.integer({ min: 1, max: 300 }), async (chosen, deadlineMs) => {
        const shop = new FakeShop(shoes(10));
        chosen.forEach(({ ms, broken }, index) => {
          const part = parts[index]!;
          shop.conduct[part] = {
            ms: part === 'matrix' ? Math.min(ms, 10) : ms,
            ...(broken && { error: new Error('broken') }),
          };
        });
        const start = shop.time.now();
        const outcome = await shop.time.until(shop.cascade.search({ ...query, deadlineMs })).then(
          (response) => ({ response }),
          (error: unknown) => ({ error }),
        );
        const due = start + Math.min(deadlineMs, 250);

        // Only the page itself may be read after the deadline: an answer that is a little late is better than none.
        expect(shop.begun.filter(({ part, at }) => part !== 'products' && part !== 'cache' && at > due)).toEqual([]);
        const lateness = 100 + 20 + shop.conduct.matrix.ms;
        expect(shop.time.now()).toBeLessThanOrEqual(due + lateness);
        if ('error' in outcome)
          expect(['UNAVAILABLE', 'DEADLINE_EXCEEDED']).toContain((outcome.error as { code: string }).code);
        else expect(idsOf(outcome.response)).toHaveLength(6);
      }),
      { numRuns: 150 },
    );
  });

  it('is not spent on features that are known to cost more than is left, and they are tried again later', async () => {
    const shop = new FakeShop(shoes(10), undefined);
    shop.conduct.matrix = { ms: 100, blocks: true };
    const request = { ...query, deadlineMs: 60 };
    const degraded: string[][] = [];
    for (let search = 0; search < 30; search++) {
      shop.version++;
      degraded.push(stagesOf(await shop.time.until(shop.cascade.search(request))));
    }

    const skipped = degraded.map((stages) => stages.includes('features'));
    expect(skipped.filter(Boolean).length).toBeGreaterThan(10);
    expect(skipped.slice(10)).toContain(false);
  });
});
