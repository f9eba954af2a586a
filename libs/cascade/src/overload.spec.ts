import { type Pass, Refused } from '@weir/admission';
import { FakeShop, shoes } from '../test/fake-shop.js';
import type { CascadeParts, SearchRequest, SearchResponse } from './index.js';

const query: SearchRequest = { query: 'shoe', pageSize: 6 };
const idsOf = ({ products }: SearchResponse): string[] => products.map(({ product }) => product.id);
const stagesOf = ({ degraded }: SearchResponse): string[] => degraded.map(({ stage, cause }) => `${stage} ${cause}`);

const rankerOrder = ['p9', 'p8', 'p7', 'p6', 'p5', 'p4'];
const rerankedOrder = ['p7', 'p9', 'p6', 'p8', 'p5', 'p4'];

/** A shop whose dimmer and whose admission do as the test says. */
class LoadedShop {
  share = 1;
  refuses = false;
  /** Passes that were given and not given back. */
  passes = 0;
  readonly asked: Parameters<NonNullable<CascadeParts['admission']>['admit']>[0][] = [];
  readonly shop = new FakeShop(shoes(10), undefined, {
    dimmer: { share: () => this.share },
    admission: {
      admit: (asking): Promise<Pass> => {
        this.asked.push(asking);
        if (this.refuses) return Promise.reject(new Refused('full', asking.priority, 1500));
        this.passes++;
        const release = (): void => {
          this.passes--;
        };
        return Promise.resolve({ waitedMs: 0, release });
      },
    },
  });

  search(request: SearchRequest = query, context = {}): Promise<SearchResponse> {
    return this.shop.time.until(this.shop.cascade.search(request, context));
  }

  /** Until the costs of the stages are known. */
  async learn(): Promise<void> {
    for (let run = 0; run < 30; run++) await this.search(query, { cache: false });
  }
}

describe('a search while more is asked than can be done in full', () => {
  it('goes down the ladder rung by rung, and says which one it stands on', async () => {
    const loaded = new LoadedShop();
    await loaded.learn();
    const at = async (share: number): Promise<SearchResponse> => {
      loaded.share = share;
      return loaded.search(query, { cache: false });
    };
    const full = await at(1);
    expect([full.rung, stagesOf(full), idsOf(full)]).toEqual(['full', [], rerankedOrder]);

    const window = await at(0.8);
    expect([window.rung, stagesOf(window)]).toEqual(['window', ['rerank overloaded']]);
    expect(window.degraded[0]?.detail).toMatch(/^[1-4] of 5 candidates scored$/);

    // Ranking costs 4 ms of 24, so that nothing is left for a pair of 4 ms.
    const ranker = await at(0.2);
    expect([ranker.rung, stagesOf(ranker), idsOf(ranker)]).toEqual(['ranker', ['rerank overloaded'], rankerOrder]);

    const retrieval = await at(0.05);
    expect([retrieval.rung, stagesOf(retrieval)]).toEqual(['retrieval', ['features overloaded', 'rerank overloaded']]);
    expect(loaded.shop.calls.matrix).toBe(33);
    expect(retrieval.stale).toBe(false);
  });

  it('uses the scores that are cached, computing none', async () => {
    const loaded = new LoadedShop();
    loaded.shop.knownScores.add('p8').add('p5');
    await loaded.learn();
    loaded.share = 0.3;
    const before = loaded.shop.time.now();
    const answer = await loaded.search(query, { cache: false });
    expect(answer.rung).toBe('cached_scores');
    expect(answer.degraded).toEqual([
      { stage: 'rerank', cause: 'overloaded', detail: '2 of 5 candidates scored, from the cache alone' },
    ]);
    // p8 (1) and p5 (0) were scored; the ranker's order stands for the others behind them.
    expect(idsOf(answer)).toEqual(['p8', 'p5', 'p9', 'p7', 'p6', 'p4']);
    expect(loaded.shop.time.now() - before).toBeLessThan(20);
  });

  it('does nothing by halves for who has no deadline', async () => {
    const loaded = new LoadedShop();
    await loaded.learn();
    loaded.share = 0;
    const trace = await loaded.shop.time.until(loaded.shop.cascade.trace(query));
    expect(trace.degraded).toEqual([]);
    expect(trace.orders.rerank.slice(0, 6)).toEqual(rerankedOrder);
    expect(loaded.asked.at(-1)).toMatchObject({ priority: 'batch', remainingMs: Infinity });
  });
});

describe('a search that may not begin', () => {
  it('is told when to come back, before any stage has begun', async () => {
    const loaded = new LoadedShop();
    loaded.refuses = true;
    await expect(loaded.search()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED', retryAfterMs: 1500 });
    expect(loaded.shop.begun.filter(({ part }) => part !== 'cache')).toEqual([]);
  });

  it('is answered by the last good list where there is one, which says that it is old', async () => {
    const loaded = new LoadedShop();
    await loaded.search();
    loaded.refuses = true;
    loaded.shop.version++;
    const stale = await loaded.search();
    expect(stale).toMatchObject({ rung: 'last_good', stale: true, cached: true });
    expect(idsOf(stale)).toEqual(rerankedOrder);
    expect(stagesOf(stale)).toEqual(['retrieve overloaded']);
    // For as long as the Plan says, and no longer.
    loaded.shop.time.burn(660_001);
    await expect(loaded.search()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  });

  it('is not kept from a page that is cached', async () => {
    const loaded = new LoadedShop();
    await loaded.search();
    loaded.refuses = true;
    expect(await loaded.search()).toMatchObject({ rung: 'full', stale: false, cached: true, degraded: [] });
    expect(loaded.asked).toHaveLength(1);
  });

  it('keeps no old list where the Plan wants none', async () => {
    const loaded = new LoadedShop();
    loaded.shop.setPlan({ page: { stale_ms: 0 } });
    await loaded.search();
    loaded.refuses = true;
    loaded.shop.version++;
    await expect(loaded.search()).rejects.toMatchObject({ code: 'RESOURCE_EXHAUSTED' });
  });
});

describe('a pass', () => {
  it('is asked for with the priority of the caller and the time that is left, and given back whatever happens', async () => {
    const loaded = new LoadedShop();
    await loaded.search(query, { priority: 'batch', waitedMs: 30 });
    expect(loaded.asked[0]).toMatchObject({ priority: 'batch', remainingMs: 220 });
    loaded.shop.conduct.retrieve.error = new Error('broken');
    await expect(loaded.search({ ...query, pageSize: 5, query: 'sho' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    await expect(loaded.shop.time.until(loaded.shop.cascade.trace(query))).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    });
    expect(loaded.passes).toBe(0);
  });

  it.each([
    ['shopper until the products are ranked: the reranker has a queue of its own', 'interactive', 0],
    ['tool until the second answer of a progressive search is made, also where nobody waits for that', 'batch', 1],
  ] as const)('is held of a %s', async (_, priority, heldAfterRanking) => {
    const loaded = new LoadedShop();
    const answers = loaded.shop.cascade.searchProgressive(query, { priority })[Symbol.asyncIterator]();
    const first = await loaded.shop.time.until(answers.next());
    expect(first.value).toMatchObject({ kind: 'rank', response: { rung: 'ranker' } });
    expect(loaded.passes).toBe(heldAfterRanking);
    await answers.return?.(undefined);
    await loaded.shop.time.until(loaded.shop.time.sleep(200));
    expect(loaded.passes).toBe(0);
  });
});

describe('a search whose time does not suffice to retrieve', () => {
  it('is answered by the last good list at once, and by retrieval where there is none', async () => {
    const loaded = new LoadedShop();
    loaded.shop.conduct.retrieve = { ms: 100 };
    for (let run = 0; run < 20; run++) {
      loaded.shop.version++;
      await loaded.search();
    }
    const { retrieve } = loaded.shop.calls;
    loaded.shop.version++;
    const stale = await loaded.search({ ...query, deadlineMs: 60 });
    expect(stale).toMatchObject({ rung: 'last_good', stale: true });
    expect(stagesOf(stale)).toEqual(['retrieve deadline']);
    expect(stale.degraded[0]?.detail).toBe('not started: 60 ms left');
    expect(loaded.shop.calls.retrieve).toBe(retrieve);

    await expect(loaded.search({ query: 'sh', deadlineMs: 60 })).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
    expect(loaded.shop.calls.retrieve).toBe(retrieve + 1);
  });

  it('tries again, since what was slow once may be quick now', async () => {
    const loaded = new LoadedShop();
    loaded.shop.conduct.retrieve = { ms: 200 };
    for (let run = 0; run < 5; run++) {
      loaded.shop.version++;
      await loaded.search();
    }
    loaded.shop.conduct.retrieve = { ms: 2 };
    const rungs: string[] = [];
    for (let run = 0; run < 20; run++) {
      loaded.shop.version++;
      rungs.push((await loaded.search({ ...query, deadlineMs: 100 })).rung);
    }
    expect(rungs[0]).toBe('last_good');
    expect(rungs.at(-1)).toBe('full');
  });
});
