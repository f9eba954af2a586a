import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Client,
  type ClientReadableStream,
  makeGenericClientConstructor,
  type MethodDefinition,
  type ServiceDefinition,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import {
  CatalogServiceClient,
  fullName,
  packageOf,
  PatchRequest,
  type PatchResponse,
  ProgressiveKind,
  SearchProgressiveRequest,
  SearchRequest,
  type SearchResponse,
  SearchServiceClient,
  type ServiceName,
  services,
  UpsertRequest,
  type UpsertResponse,
} from '@weir/contracts';
import { service as healthService } from 'grpc-health-check';
import { shop, writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

type Wanted = Parameters<typeof SearchRequest.fromPartial>[0];

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

/** Services of a whole server; the reranker's for other clients are in a process of its own (`split.spec.ts`). */
const served = (Object.keys(services) as ServiceName[]).filter((name) => packageOf(name) === 'weir.v1');

describe('the API of a served catalogue', () => {
  let folder: string;
  let weir: WeirProcess;
  let searches: SearchServiceClient;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-api-'));
    writeShop(path.join(folder, 'shop.jsonl'));
    weir = await startWeir([
      '--data-dir',
      path.join(folder, 'data'),
      '--catalogue',
      path.join(folder, 'shop.jsonl'),
      '--set',
      'plan.deadline_ms=5000',
      // By words alone: what is asserted here does not depend on vectors that may still be under way.
      '--set',
      'plan.retrieval.mode=bm25',
      // A stage that is late on a busy machine gives another order, and is not cached.
      '--set',
      'plan.ranker.budget_ms=5000',
      '--set',
      'plan.reranker.budget_ms=5000',
    ]);
    searches = weir.client(SearchServiceClient);
  });

  afterAll(async () => {
    await weir.end();
    rmSync(folder, { recursive: true });
  });

  const search = (request: Wanted): Promise<SearchResponse> =>
    promised((done) => searches.search(SearchRequest.fromPartial(request), done));
  const titles = ({ products }: SearchResponse): readonly string[] => products.map(({ product }) => product!.title);

  it('finds products by words, with positions from 1 and the time of each stage', async () => {
    const answer = await search({ query: 'cordless drill', page_size: 10 });
    expect(titles(answer).every((title) => title.includes('cordless drill'))).toBe(true);
    expect(answer.products.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(answer.products[0]!.scores!.bm25).toBeGreaterThan(0);
    expect(answer.timings.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['STAGE_ASSIGN', 'STAGE_RETRIEVE', 'STAGE_COMPOSE']),
    );
    expect(answer.search_id).not.toBe('');
  });

  it('gives over HTTP what it gives over gRPC', async () => {
    const request = {
      query: 'hand saw',
      page_size: 5,
      facets: [{ field: 'brand' }],
      filters: [{ field: 'price', max: 100 }],
    };
    const { products, total, facets } = (await (await weir.post('/v1/search', request)).json()) as SearchResponse;
    const overGrpc = await search(request);
    expect({ products, total, facets }).toEqual(
      JSON.parse(JSON.stringify({ products: overGrpc.products, total: overGrpc.total, facets: overGrpc.facets })),
    );
  });

  it('filters by values and ranges, and counts facets over what is left', async () => {
    const answer = await search({
      query: 'drill',
      page_size: 200,
      filters: [
        { field: 'brand', values: ['norwood', 'Altair'] },
        { field: 'color', values: ['red'], exclude: true },
        { field: 'price', min: 50, max: 150 },
      ],
      facets: [{ field: 'brand' }, { field: 'price', ranges: [{ to: 100 }, { from: 100 }] }],
    });
    const expected = shop.filter(
      ({ title, brand, color, price }) =>
        title.includes('drill') &&
        ['Norwood', 'Altair'].includes(brand) &&
        color !== 'red' &&
        price >= 50 &&
        price <= 150,
    );
    expect(answer.total).toBe(expected.length);
    const [brand, price] = answer.facets;
    expect(Object.fromEntries(brand!.values.map(({ value, count }) => [value, count]))).toEqual({
      Norwood: expected.filter((row) => row.brand === 'Norwood').length,
      Altair: expected.filter((row) => row.brand === 'Altair').length,
    });
    expect(price!.values.map(({ count }) => count)).toEqual([
      expected.filter((row) => row.price < 100).length,
      expected.filter((row) => row.price >= 100).length,
    ]);
  });

  it('sorts by a field', async () => {
    const answer = await search({
      query: '',
      filters: [{ field: 'category', values: ['Lighting'] }],
      sort: { field: 'price', descending: true },
      page_size: 5,
    });
    const prices = shop.filter(({ category }) => category.endsWith('Lighting')).map(({ price }) => price);
    expect(answer.products.map(({ product }) => product!.price)).toEqual(prices.toSorted((a, b) => b - a).slice(0, 5));
  });

  it('continues on page 2 the list that page 1 showed, to its end', async () => {
    const whole = await search({ query: 'running shoes', page_size: 200 });
    const seen: string[] = [];
    let token = '';
    do {
      const page = await search({ query: 'running shoes', page_size: 7, page_token: token });
      expect(page.products[0]!.position).toBe(seen.length + 1);
      seen.push(...page.products.map(({ product }) => product!.id));
      token = page.next_page_token;
    } while (token !== '');
    expect(seen).toEqual(whole.products.map(({ product }) => product!.id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('shows where matched words stand, over gRPC, HTTP and in an address, on a page that was kept without', async () => {
    const plain = await search({ query: 'runing shoe', page_size: 3 });
    expect(plain.products.flatMap(({ highlights }) => highlights)).toEqual([]);
    const asked = {
      query: 'runing shoe',
      page_size: 3,
      highlight: { fields: [{ field: 'title' }, { field: 'description' }] },
    };
    const marked = await search(asked);
    expect([marked.cached, titles(marked)]).toEqual([true, titles(plain)]);
    for (const { product, highlights } of marked.products) {
      expect(highlights.map(({ field, fragments }) => [field, fragments.map(({ html }) => html)])).toEqual([
        ['title', [product!.title.replace('running shoes', '<em>running</em> <em>shoes</em>')]],
        ['description', [product!.text['description']!.replace('running shoes', '<em>running</em> <em>shoes</em>')]],
      ]);
    }
    const posted = (await (await weir.post('/v1/search', asked)).json()) as SearchResponse;
    const address = '/v1/search?q=runing+shoe&page_size=3&highlight=title,description';
    const got = (await (await weir.fetch(address)).json()) as SearchResponse;
    for (const answer of [posted, got]) expect(answer.products).toEqual(JSON.parse(JSON.stringify(marked.products)));
  });

  it('explains an answer', async () => {
    const answer = await search({ query: 'espresso', explain: true, page_size: 2 });
    expect(answer.products[0]!.explanation!.positions!.retrieval).toBeGreaterThan(0);
    expect(answer.plan).toMatchObject({ deadline_ms: 5000, retrieval: { depth: 1000 } });
  });

  it('answers from the page cache, until the catalogue changes', async () => {
    await search({ query: 'desk lamp' });
    expect((await search({ query: 'desk lamp' })).cached).toBe(true);
    await weir.post('/v1/products', { products: [{ id: 'cache-breaker', title: 'Desk lamp of the cache' }] });
    const after = await search({ query: 'desk lamp', page_size: 200 });
    expect([after.cached, titles(after).includes('Desk lamp of the cache')]).toEqual([false, true]);
    await weir.fetch('/v1/products/cache-breaker', { method: 'DELETE' });
  });

  it("streams the ranker's order before the final one, of the same search", async () => {
    const stream = searches.searchProgressive(SearchProgressiveRequest.fromPartial({ search: { query: 'hand saw' } }));
    const messages = await collected(stream);
    expect(messages.at(-1)!.kind).toBe(ProgressiveKind.PROGRESSIVE_KIND_FINAL);
    expect(new Set(messages.map(({ response }) => response!.search_id)).size).toBe(1);
    const sets = messages.map(({ response }) =>
      response!.products
        .map(({ product }) => product!.id)
        .sort()
        .join(),
    );
    expect(new Set(sets).size).toBe(1);
  });

  describe.each<[string, Wanted, readonly string[]]>([
    ['an empty query', { query: '' }, ['query']],
    ['a query of 10,000 characters', { query: 'x'.repeat(10_000) }, ['query']],
    ['pages of -1', { query: 'x', page_size: -1 }, ['page_size']],
    ['pages of a thousand million', { query: 'x', page_size: 1_000_000_000 }, ['page_size']],
    ['an unknown filter field', { query: 'x', filters: [{ field: 'brnad', values: ['a'] }] }, ['filters[0].field']],
    ['a filter without a condition', { query: 'x', filters: [{ field: 'brand' }] }, ['filters[0].values']],
    ['a range upside down', { query: 'x', filters: [{ field: 'price', min: 2, max: 1 }] }, ['filters[0]']],
    [
      'values and a range at once',
      { query: 'x', filters: [{ field: 'price', values: ['1'], max: 1 }] },
      ['filters[0]'],
    ],
    ['an unknown facet field', { query: 'x', facets: [{ field: 'nothing' }] }, ['facets[0].field']],
    ['an unknown sort field', { query: 'x', sort: { field: 'nothing' } }, ['sort.field']],
    ['a page token of its own making', { query: 'x', page_token: 'AAAA' }, ['page_token']],
    ['a deadline of no time', { query: 'x', deadline_ms: 0 }, ['deadline_ms']],
    ['a Plan with an unknown member', { query: 'x', plan: { reranker: { windw: 3 } } }, ['plan.reranker.windw']],
    [
      'a Plan with a model that is not there',
      { query: 'x', plan: { ranker: { model: 'nothing@1' } } },
      ['plan.ranker.model'],
    ],
    [
      'highlights of a field that is not there',
      { query: 'x', highlight: { fields: [{ field: 'descripton' }] } },
      ['highlight.fields[0].field'],
    ],
    ['two mistakes', { query: '', page_size: 0 }, ['query', 'page_size']],
  ])('%s', (_, request, fields) => {
    it('is refused over gRPC and HTTP, naming the field', async () => {
      const error = await failure(search(request));
      expect([error.code, ...fields.map((field) => error.details.includes(field))]).toEqual([
        status.INVALID_ARGUMENT,
        ...fields.map(() => true),
      ]);
      const reply = await weir.post('/v1/search', request);
      const body = (await reply.json()) as { code: string; violations: { field: string }[] };
      expect([reply.status, body.code]).toEqual([400, 'INVALID_ARGUMENT']);
      expect(body.violations.map(({ field }) => field)).toEqual(fields);
    });
  });

  it('refuses the page token of another query', async () => {
    const { next_page_token } = await search({ query: 'drill', page_size: 2 });
    const error = await failure(search({ query: 'saw', page_size: 2, page_token: next_page_token }));
    expect([error.code, error.details]).toEqual([status.INVALID_ARGUMENT, expect.stringContaining('page_token')]);
  });

  it('writes a stream of products, refuses the bad ones by number and field, and finds the rest at once', async () => {
    const catalog = weir.client(CatalogServiceClient);
    const summary = await upsert(catalog, [
      { products: [{ id: 'new1', title: 'Quuxomatic gizmo' }] },
      {
        products: [
          { id: '', title: 'no id' },
          { id: 'new2', title: 'Quuxomatic gadget', price: -1 },
        ],
      },
      { products: [{ id: 'new3', title: 'Quuxomatic gadget', attributes: { color: 'teal' } }] },
    ]);
    expect([summary.accepted, summary.rejected]).toEqual([2, 2]);
    expect(
      summary.rejections.map(({ index, id, violations }) => [index, id, violations.map(({ field }) => field)]),
    ).toEqual([
      [1, '', ['id']],
      [2, 'new2', ['price']],
    ]);
    expect(summary.versions.map((version) => version > 0)).toEqual([true, false, false, true]);
    expect((await search({ query: 'quuxomatic' })).total).toBe(2);
    const got = await promised<{ missing: readonly string[]; products: readonly unknown[] }>((done) =>
      catalog.get({ ids: ['new3', 'new2'] }, done),
    );
    expect([got.products.length, got.missing]).toEqual([1, ['new2']]);
    await promised((done) => {
      const call = catalog.delete(done);
      call.write({ ids: ['new1', 'new3', 'never-there'] });
      call.end();
    });
    expect((await search({ query: 'quuxomatic' })).total).toBe(0);
  });

  it('writes products given one a line over HTTP', async () => {
    const lines = [
      { id: 'line1', title: 'Zyzzyva one' },
      { id: 'line2', title: 'Zyzzyva two' },
    ]
      .map((row) => JSON.stringify(row))
      .join('\n');
    const reply = await weir.fetch('/v1/products', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines,
    });
    expect(await reply.json()).toMatchObject({ accepted: 2, rejected: 0 });
    expect((await search({ query: 'zyzzyva' })).total).toBe(2);
    expect((await weir.fetch('/v1/products/line1')).status).toBe(200);
    expect(await (await weir.fetch('/v1/products/line1', { method: 'DELETE' })).json()).toEqual({ accepted: 1 });
    expect((await weir.fetch('/v1/products/line1')).status).toBe(404);
    await weir.fetch('/v1/products/line2', { method: 'DELETE' });
    const bad = await weir.fetch('/v1/products', {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{"id":"a"}\n{"id":1}\nnot json',
    });
    expect([
      bad.status,
      ((await bad.json()) as { violations: { field: string }[] }).violations.map(({ field }) => field),
    ]).toEqual([400, ['line 2: id', 'line 3']]);
  });

  it('changes prices and stock over gRPC and HTTP, found by the next search, and names what it refuses', async () => {
    const catalog = weir.client(CatalogServiceClient);
    await upsert(catalog, [{ products: [{ id: 'patched', title: 'Sesquipedalian tome', price: 40, stock: 2 }] }]);
    const inStock: Wanted = { query: 'sesquipedalian', filters: [{ field: 'stock', min: 1 }] };
    const cheap: Wanted = { query: 'sesquipedalian', filters: [{ field: 'price', max: 20 }] };
    expect([(await search(inStock)).total, (await search(cheap)).total]).toEqual([1, 0]);
    const summary = await promised<PatchResponse>((done) => {
      const call = catalog.patch(done);
      const patches = [
        { id: 'patched', price: 19.5, stock: 0 },
        { id: 'none', price: 1 },
      ];
      call.write(PatchRequest.fromPartial({ patches }));
      call.end();
    });
    expect(summary).toMatchObject({ accepted: 1, rejected: 1, rejections: [{ index: 1, id: 'none' }] });
    expect([(await search(inStock)).total, (await search(cheap)).total]).toEqual([0, 1]);
    const patch = (type: string, body: string): Promise<Response> =>
      weir.fetch('/v1/products', { method: 'PATCH', headers: { 'content-type': type }, body });
    const lines = await patch('application/x-ndjson', '{"id":"patched","stock":7}\n{"id":"patched","clear":["price"]}');
    expect(await lines.json()).toMatchObject({ accepted: 2, rejected: 0 });
    expect([(await search(inStock)).total, (await search(cheap)).total]).toEqual([1, 0]);
    const wrong = await patch('application/json', '{"patches":[{"id":"patched","title":"another"}]}');
    expect([wrong.status, await wrong.text()]).toEqual([400, expect.stringContaining('title')]);
    const stored = (await (await weir.fetch('/v1/products/patched')).json()) as { product: object };
    expect(stored.product).toMatchObject({ id: 'patched', title: 'Sesquipedalian tome', stock: 7 });
    await weir.fetch('/v1/products/patched', { method: 'DELETE' });
  });

  it('writes a product in less than 5 ms of a stream', async () => {
    const catalog = weir.client(CatalogServiceClient);
    const products = Array.from({ length: 1000 }, (_, number) => ({
      id: `bulk${number}`,
      title: `Vexillology flag ${number}`,
    }));
    const started = performance.now();
    const summary = await upsert(
      catalog,
      products.map((product) => ({ products: [product] })),
    );
    const each = (performance.now() - started) / products.length;
    expect(summary.accepted).toBe(1000);
    expect((await search({ query: 'vexillology' })).total).toBe(1000);
    expect(each).toBeLessThan(5);
  });

  it('describes the catalogue', async () => {
    const answer = (await (await weir.fetch('/v1/catalogue')).json()) as {
      fields: { name: string }[];
      filterable: string[];
      mapping: object;
    };
    expect(answer.fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['title', 'description']));
    expect(answer.filterable).toEqual(expect.arrayContaining(['brand', 'price', 'color']));
    expect(answer.mapping).toMatchObject({ id: 'id', title: 'title' });
  });

  it('says over gRPC that it serves', async () => {
    const health = weir.client(makeGenericClientConstructor(healthService, 'Health'));
    const method = healthService['Check']!;
    for (const name of ['', 'weir.v1.SearchService', 'weir.v1.CatalogService']) {
      const answer = await promised<{ status: string }>((done) => {
        health.makeUnaryRequest(
          method.path,
          method.requestSerialize,
          method.responseDeserialize as (bytes: Buffer) => { status: string },
          { service: name },
          done,
        );
      });
      expect(answer.status).toBe('SERVING');
    }
  });

  it('lists every service by reflection', async () => {
    const file = require.resolve('@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto');
    const method = loadSync(file)['grpc.reflection.v1.ServerReflection'] as ServiceDefinition;
    const client = weir.client(
      makeGenericClientConstructor(method, 'reflection') as unknown as new () => Client & Reflection,
    );
    const stream = client.serverReflectionInfo();
    stream.write({ listServices: '' });
    stream.end();
    const [answer] = await collected<ReflectionAnswer>(stream);
    const names = answer!.listServicesResponse.service.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...served.map(fullName), 'grpc.health.v1.Health']));
    client.close();
  });

  it('answers every rpc of the protos with a handler', async () => {
    const unhandled: string[] = [];
    for (const definition of served.map((name) => services[name])) {
      for (const method of Object.values<MethodDefinition<object, object>>(definition as ServiceDefinition)) {
        const client = weir.client(makeGenericClientConstructor({}, 'any'));
        const error = await failure(
          promised((done) => {
            if (method.requestStream)
              client
                .makeClientStreamRequest(
                  method.path,
                  (bytes: Buffer) => bytes,
                  (bytes: Buffer) => bytes,
                  done,
                )
                .end();
            else
              client.makeUnaryRequest(
                method.path,
                (bytes: Buffer) => bytes,
                (bytes: Buffer) => bytes,
                Buffer.alloc(0),
                done,
              );
          }),
        ).catch(() => undefined);
        if (error?.details.includes('does not implement') === true) unhandled.push(method.path);
      }
    }
    expect(unhandled).toEqual([]);
  });
});

interface ReflectionAnswer {
  readonly listServicesResponse: { readonly service: readonly { readonly name: string }[] };
}

interface Reflection {
  serverReflectionInfo(): ClientReadableStream<ReflectionAnswer> & { write(request: object): void; end(): void };
}

function promised<T>(call: (done: (error: ServiceError | null, value?: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, value) => {
      if (error === null) resolve(value as T);
      else reject(error);
    });
  });
}

function failure(work: Promise<unknown>): Promise<ServiceError> {
  return work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as ServiceError,
  );
}

async function collected<T>(stream: ClientReadableStream<T>): Promise<readonly T[]> {
  const messages: T[] = [];
  for await (const message of stream as AsyncIterable<T>) messages.push(message);
  return messages;
}

function upsert(
  catalog: CatalogServiceClient,
  requests: readonly Parameters<typeof UpsertRequest.fromPartial>[0][],
): Promise<UpsertResponse> {
  return promised((done) => {
    const call = catalog.upsert(done);
    for (const request of requests) call.write(UpsertRequest.fromPartial(request));
    call.end();
  });
}
