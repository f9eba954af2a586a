import { callUnary, SearchRequest, type SearchResponse, SearchServiceClient } from '@weir/contracts';
import { demoShop } from '@weir/catalogue';
import { products, startWholeSystem, type WholeSystem } from './whole-system.js';
import type { WeirProcess } from './weir-process.js';

const queries = demoShop({ products, seed: 7 }).suggestions.slice(0, 6);
const noHurry = { ms: 60_000 };

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(120_000);

describe('every service in a process of its own', () => {
  let system: WholeSystem;

  beforeAll(async () => {
    system = await startWholeSystem();
  }, 240_000);
  afterAll(() => system.close());

  const search = async (weir: WeirProcess, request: object): Promise<SearchResponse> => {
    const response = await weir.post('/v1/search', request);
    expect([response.status, weir.output().includes('"level":"fatal"')]).toEqual([200, false]);
    return (await response.json()) as SearchResponse;
  };
  const shown = ({ products, total, facets, corrections }: SearchResponse) => ({
    ...{ total, facets, corrections },
    products: products.map(({ product, scores, explanation }) => [product, scores, explanation]),
  });
  /** Searches one after the other until `over`; all must be answered. */
  const searchOn = async (over: Promise<unknown>): Promise<readonly SearchResponse[]> => {
    const answers: SearchResponse[] = [];
    const state = { done: false };
    void over.finally(() => (state.done = true));
    for (let at = 0; !state.done || answers.length < 2 * queries.length; at++)
      answers.push(await search(system.search, { query: queries[at % queries.length] }));
    return answers;
  };
  const degradedOf = (answers: readonly SearchResponse[]) =>
    answers
      .flatMap(({ degraded }) => degraded.map(({ stage, cause }): readonly string[] => [stage, cause] as const))
      // On a busy machine the page cache may be late.
      .filter(([stage]) => stage !== 'STAGE_CACHE');

  it('answers as one process does, with the same products, scores and features', async () => {
    const facets = [{ field: 'brand' }, { field: 'price', ranges: [{ to: 50 }, { from: 50 }] }];
    const filters = [{ field: 'price', max: 400 }];
    for (const query of [...queries, 'dril', 'coffe machine']) {
      const request = { query, facets, filters, explain: true, page_size: 40 };
      const [one, other] = [await search(system.standalone, request), await search(system.search, request)];
      expect(shown(other)).toEqual(shown(one));
      expect([one.degraded, other.degraded]).toEqual([[], []]);
    }
    const sorted = { filters, sort: { field: 'price', descending: true }, page_size: 40 };
    expect(shown(await search(system.search, sorted))).toEqual(shown(await search(system.standalone, sorted)));
  });

  it('goes round the processes of a stage', async () => {
    await searchOn(Promise.resolve());
    for (const retrieval of system.retrieval)
      expect(await answers(retrieval, 'weir.v1.RetrievalService/Retrieve')).toBeGreaterThan(2);
    for (const ranker of system.ranker) expect(await answers(ranker, 'weir.v1.RankerService/Rank')).toBeGreaterThan(2);
  });

  it('finds what was written through any retrieval process, and pages of before no longer', async () => {
    const product = { id: 'zeppelin-1', title: 'Zeppelin kit', price: 12, category: ['Toys'] };
    expect((await search(system.search, { query: 'zeppelin kit' })).products.map(idOf)).not.toContain('zeppelin-1');
    expect((await system.retrieval[1]!.post('/v1/products', { products: [product] })).status).toBe(200);
    await until(
      async () => (await search(system.search, { query: 'zeppelin kit' })).products.map(idOf)[0] === product.id,
    );
    const changed = { ...product, price: 13 };
    expect((await system.retrieval[0]!.post('/v1/products', { products: [changed] })).status).toBe(200);
    await until(
      async () => (await search(system.search, { query: 'zeppelin kit' })).products[0]!.product!.price === 13,
    );
    await system.retrieval[0]!.fetch('/v1/products/zeppelin-1', { method: 'DELETE' });
  });

  it('serves an experiment that another process keeps, and that one counts whom it was shown to', async () => {
    const definition = {
      key: 'no-reranker',
      variants: [
        { key: 'control', weight: 0.5 },
        { key: 'off', weight: 0.5, plan: { reranker: { model: null } } },
      ],
      metrics: { primary: 'conversion', secondary: [] },
    };
    const { experiments } = system;
    const refused = {
      ...definition,
      key: 'wrong',
      variants: [{ key: 'a', weight: 1, plan: { ranker: { model: 'none@1' } } }],
    };
    expect((await experiments.post('/v1/experiments', { definition: refused, author: 'test' })).status).toBe(400);
    expect((await experiments.post('/v1/experiments', { definition, author: 'test' })).status).toBe(200);
    expect((await experiments.post('/v1/experiments/no-reranker/start', {})).status).toBe(200);
    const variants = async () =>
      Promise.all(
        Array.from({ length: 12 }, async (_, shopper) => {
          const answer = await search(system.search, { query: queries[0], shopper_id: `s${shopper}` });
          return answer.variants.map(({ variant }) => variant)[0];
        }),
      );
    await until(async () => new Set(await variants()).size === 2);
    const shoppers = await variants();
    for (const [shopper, variant] of shoppers.entries()) {
      const answer = await experiments.post('/v1/experiments/evaluate', { shopper_id: `s${shopper}` });
      expect(JSON.stringify(await answer.json())).toContain(`"variant":"${variant!}"`);
    }
    const event = { event_id: 'e1', action: 'purchase', revenue_minor: 100, currency: 'EUR', shopper_id: 's1' };
    expect(await (await experiments.post('/v1/events', [event])).json()).toMatchObject({ accepted: 1 });
    await until(async () => {
      const { metrics } = (await (await experiments.fetch('/v1/experiments/no-reranker/results')).json()) as {
        readonly metrics: readonly {
          readonly variants: readonly { readonly units: number; readonly value: number }[];
        }[];
      };
      const counted = metrics[0]!.variants;
      return counted.reduce((sum, { units }) => sum + units, 0) === 12 && counted.some(({ value }) => value > 0);
    });
    expect((await experiments.post('/v1/experiments/no-reranker/stop', {})).status).toBe(200);
    await until(async () => (await variants()).every((variant) => variant === undefined));
  });

  it('stops the reranking of a shopper who has left', async () => {
    const client = system.search.client(SearchServiceClient);
    // All of the catalogue, so that it takes long.
    const request = (query: string) =>
      SearchRequest.fromPartial({ query, plan: { ranker: { keep: 1000 }, reranker: { window: products } } });
    const scored = () => metric(system.reranker, 'weir_inference_completed_total');
    const before = await scored();
    await callUnary(client.search.bind(client), request('pro kit with case'), noHurry);
    const whole = (await scored()) - before;
    const leaving = new AbortController();
    const left = callUnary(client.search.bind(client), request('kit with case pro'), {
      ...noHurry,
      signal: leaving.signal,
    });
    await until(async () => (await metric(system.reranker, 'weir_inference_running')) > 0);
    leaving.abort();
    await expect(left).rejects.toThrow('CANCELLED');
    await until(async () => (await metric(system.reranker, 'weir_inference_running')) === 0);
    expect(await metric(system.reranker, 'weir_inference_queued')).toBe(0);
    expect((await scored()) - before - whole).toBeLessThan(whole);
  });

  it('drains a process that is told to stop without a failed or a lesser search', async () => {
    const [retrieval, ranker] = [system.retrieval[0]!, system.ranker[0]!];
    const answered = await searchOn(Promise.all([retrieval.end('SIGTERM'), ranker.end('SIGTERM')]));
    expect(degradedOf(answered)).toEqual([]);
    expect([await retrieval.ended, await ranker.ended]).toEqual([0, 0]);
  });

  it('fails no search while one of several processes is killed, and goes on with the others', async () => {
    const { ranker, retrieval } = system;
    const answered = await searchOn(Promise.all([ranker[1]!.end('SIGKILL'), retrieval[2]!.end('SIGKILL')]));
    // What they were at is lost where the other attempt meets it too.
    const lost = [
      ['STAGE_RANK', 'DEGRADED_CAUSE_FAILED'],
      ['STAGE_RETRIEVE', 'DEGRADED_CAUSE_UNAVAILABLE'],
    ];
    for (const lesser of degradedOf(answered)) expect(lost).toContainEqual(lesser);
    expect(degradedOf(await searchOn(Promise.resolve()))).toEqual([]);
  });

  it('fails no search when the last ranker and the reranker are killed, nor one asked before without retrieval', async () => {
    await searchOn(Promise.all([system.ranker[2]!.end('SIGKILL'), system.reranker.end('SIGKILL')]));
    const [lesser] = await searchOn(Promise.resolve());
    expect(degradedOf([lesser!])).toEqual([
      ['STAGE_RANK', 'DEGRADED_CAUSE_FAILED'],
      ['STAGE_RERANK', 'DEGRADED_CAUSE_FAILED'],
    ]);
    const kept = await searchOn(system.retrieval[1]!.end('SIGKILL'));
    expect(degradedOf(kept.slice(-1))).toContainEqual(['STAGE_RETRIEVE', 'DEGRADED_CAUSE_UNAVAILABLE']);
    expect(kept.at(-1)!.products.length).toBeGreaterThan(5);
    expect((await system.search.post('/v1/search', { query: 'never asked before' })).status).toBe(503);
  });

  it('answers what is under way when searches themselves are told to stop', async () => {
    const under = Array.from({ length: 20 }, (_, at) => search(system.search, { query: queries[at % queries.length] }));
    // When the first is answered, the others are under way.
    await Promise.race(under);
    const ended = system.search.end('SIGTERM');
    expect((await Promise.all(under)).every(({ products }) => products.length > 0)).toBe(true);
    expect(await ended).toBe(0);
  });

  it('answers the same over the embedded index of one process', async () => {
    // A pair's score differs in the last digits with the pairs that it is scored beside; some were scored before here.
    const requests = queries.map((query) => ({ query, page_size: 40, plan: { reranker: { model: null } } }));
    const answered = [];
    for (const request of requests) answered.push(shown(await search(system.standalone, request)));
    await system.standalone.end('SIGTERM');
    const embedded = await system.embedded();
    for (const [at, request] of requests.entries())
      expect(shown(await search(embedded, request))).toEqual(answered[at]);
  });
});

function idOf({ product }: { readonly product?: { readonly id: string } | undefined }): string | undefined {
  return product?.id;
}

async function metric(weir: WeirProcess, line: string): Promise<number> {
  const text = await (await weir.fetch('/metrics')).text();
  const found = text.split('\n').find((each) => each.startsWith(`${line} `));
  return Number(found?.slice(line.length) ?? 0);
}

function answers(weir: WeirProcess, rpc: string): Promise<number> {
  return metric(weir, `weir_requests_total{api="grpc",route="${rpc}",code="OK"}`);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 60_000; !(await holds());) {
    if (Date.now() > end) throw new Error('it did not become so in a minute');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
