import { createMemoryRateLimiter } from '@weir/cache';
import {
  loadSearchService,
  type Cascade,
  type SearchRequest as CascadeRequest,
  type SearchResponse as Answer,
  invalidRequest,
} from '@weir/cascade';
import {
  RankerServiceClient,
  RankRequest,
  SearchRequest,
  type SearchResponse,
  SearchServiceClient,
  services,
} from '@weir/contracts';
import { createLog, Metrics } from '@weir/telemetry';
import {
  type Client,
  credentials,
  makeGenericClientConstructor,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { Gate } from './access/gate.js';
import { startServer, type RunningServer } from './server.js';

const answer: Answer = {
  searchId: 's1',
  products: [],
  total: 0,
  facets: [],
  corrections: [],
  nextPageToken: '',
  timings: [],
  degraded: [],
  variants: [],
  rules: [],
  cached: false,
  rung: 'full',
  stale: false,
  tookMs: 1,
};

/** A cascade that does as the test says. */
class ToldCascade implements Pick<Cascade, 'search' | 'searchProgressive'> {
  readonly asked: CascadeRequest[] = [];
  behave: (signal: AbortSignal | undefined) => Promise<Answer> = () => Promise.resolve(answer);

  search(request: CascadeRequest, context: { readonly signal?: AbortSignal } = {}): Promise<Answer> {
    this.asked.push(request);
    return this.behave(context.signal);
  }

  async *searchProgressive(): AsyncGenerator<{ readonly kind: 'rank' | 'final'; readonly response: Answer }> {
    yield { kind: 'rank', response: answer };
    yield { kind: 'final', response: await this.behave(undefined) };
  }
}

describe('the server', () => {
  let cascade: ToldCascade;
  let server: RunningServer;
  let client: SearchServiceClient;
  const open: Client[] = [];

  beforeEach(async () => {
    cascade = new ToldCascade();
    const { SearchApi, SearchModule } = await loadSearchService();
    const metrics = new Metrics();
    const log = createLog('silent');
    server = await startServer({
      http: { host: '127.0.0.1', port: 0, bodyBytes: 65_536 },
      grpc: { host: '127.0.0.1', port: 0, messageBytes: 1_048_576 },
      modules: [SearchModule.of(new SearchApi(cascade as unknown as Cascade, { metrics, log }))],
      metrics,
      log,
      version: '0.0.0',
      gate: new Gate({ keys: [], limiter: createMemoryRateLimiter() }),
      page: '<p>a page of its own</p>',
    });
    client = connect(SearchServiceClient);
    server.setWaitingFor(undefined);
  });

  afterEach(async () => {
    for (const each of open.splice(0)) each.close();
    await server.drain(1000);
  });

  function connect<C extends Client>(
    type: new (address: string, secret: ReturnType<typeof credentials.createInsecure>) => C,
  ): C {
    const made = new type(`127.0.0.1:${server.grpcPort}`, credentials.createInsecure());
    open.push(made);
    return made;
  }

  const http = (path: string, options?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${server.httpPort}${path}`, options);
  const post = (body: unknown): Promise<Response> =>
    http('/v1/search', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  function search(request: Partial<SearchRequest>, options: { deadline?: number } = {}): Promise<SearchResponse> {
    return new Promise((resolve, reject) => {
      client.search(SearchRequest.fromPartial(request), new Metadata(), options, (error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
    });
  }

  const failure = (work: Promise<unknown>): Promise<ServiceError> =>
    work.then(
      () => {
        throw new Error('it did not fail');
      },
      (error: unknown) => error as ServiceError,
    );

  it('answers the same over gRPC and HTTP, empty lists included', async () => {
    const overGrpc = await search({ query: 'drill' });
    expect(await (await post({ query: 'drill' })).json()).toEqual(JSON.parse(JSON.stringify(overGrpc)));
    expect(await (await http('/v1/search?q=drill&page_size=3&explain=true')).json()).toMatchObject({
      products: [],
      search_id: 's1',
    });
    expect(cascade.asked.at(-1)).toMatchObject({ query: 'drill', pageSize: 3, explain: true });
  });

  it('tells a refusal with its fields over both', async () => {
    cascade.behave = () =>
      Promise.reject(invalidRequest([{ field: 'page_size', description: 'must be a whole number' }]));
    const error = await failure(search({ query: 'drill' }));
    expect([error.code, error.details]).toEqual([status.INVALID_ARGUMENT, 'page_size: must be a whole number']);
    const reply = await post({ query: 'drill' });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toEqual({
      code: 'INVALID_ARGUMENT',
      message: 'page_size: must be a whole number',
      violations: [{ field: 'page_size', description: 'must be a whole number' }],
    });
  });

  it('keeps the text of its own faults inside', async () => {
    cascade.behave = () => Promise.reject(new TypeError('secret path'));
    expect(await failure(search({ query: 'x' }))).toMatchObject({
      code: status.INTERNAL,
      details: expect.not.stringContaining('secret') as unknown,
    });
    const reply = await post({ query: 'x' });
    expect(reply.status).toBe(500);
    expect(await reply.text()).not.toContain('secret');
  });

  it.each([
    ['[1', 400],
    ['{"query": 7}', 400],
    ['{"query": "x", "k": 1}', 400],
    [JSON.stringify({ query: 'x'.repeat(70_000) }), 413],
  ])('refuses the body %.20s', async (body, expected) => {
    const reply = await http('/v1/search', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([expected, 'INVALID_ARGUMENT']);
  });

  it('says NOT_FOUND as JSON for an address that is not there', async () => {
    const reply = await http('/v2/search');
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([404, 'NOT_FOUND']);
  });

  it('hands the deadline of the call to the cascade', async () => {
    await search({ query: 'drill' }, { deadline: Date.now() + 5000 });
    const left = cascade.asked[0]!.deadlineMs!;
    expect(left).toBeGreaterThan(20);
    expect(left).toBeLessThan(5000);
  });

  it('tells the cascade when a caller left, over both', async () => {
    const left: string[] = [];
    const wait = (name: string) => (signal: AbortSignal | undefined) =>
      new Promise<Answer>((resolve) => {
        signal?.addEventListener('abort', () => {
          left.push(name);
          resolve(answer);
        });
      });
    cascade.behave = wait('grpc');
    const call = client.search(SearchRequest.fromPartial({ query: 'x' }), () => undefined);
    await until(() => cascade.asked.length === 1);
    call.cancel();
    await until(() => left.length === 1);
    cascade.behave = wait('http');
    const leave = new AbortController();
    const reply = post({ query: 'x' }).catch(() => undefined);
    void http('/v1/search?q=x', { signal: leave.signal }).catch(() => undefined);
    await until(() => cascade.asked.length === 3);
    leave.abort();
    await until(() => left.length === 2);
    cascade.behave = () => Promise.resolve(answer);
    await server.drain(10);
    await reply;
    expect(left.slice(0, 2)).toEqual(['grpc', 'http']);
  });

  it('refuses invalid UTF-8, naming the field', async () => {
    const raw = connect(
      makeGenericClientConstructor(
        { search: { ...services.SearchService.search, requestSerialize: (bytes: Buffer) => bytes } },
        'raw',
      ) as unknown as new () => Client,
    );
    const error = await failure(
      new Promise((resolve, reject) => {
        raw.makeUnaryRequest(
          '/weir.v1.SearchService/Search',
          (bytes: Buffer) => bytes,
          (bytes: Buffer) => bytes,
          Buffer.from([0x0a, 2, 0xff, 0xfe]),
          (failed, value) => {
            if (failed === null) resolve(value);
            else reject(failed);
          },
        );
      }),
    );
    expect([error.code, error.details]).toEqual([status.INVALID_ARGUMENT, 'query: the text is not valid UTF-8']);
  });

  it('serves what it was given, and nothing else', async () => {
    const error = await failure(
      new Promise((resolve, reject) => {
        connect(RankerServiceClient).rank(RankRequest.fromPartial({}), (failed, value) => {
          if (failed === null) resolve(value);
          else reject(failed);
        });
      }),
    );
    expect(error.code).toBe(status.UNIMPLEMENTED);
  });

  it('finishes the search under way before it stops, and takes no other', async () => {
    let finish = (): void => undefined;
    cascade.behave = () =>
      new Promise((resolve) => {
        finish = () => {
          resolve(answer);
        };
      });
    const overGrpc = search({ query: 'x' });
    await until(() => cascade.asked.length === 1);
    const finishGrpc = finish;
    const overHttp = post({ query: 'x' });
    await until(() => cascade.asked.length === 2);
    const drained = server.drain(5000);
    client = connect(SearchServiceClient);
    expect((await failure(search({ query: 'y' }))).code).toBe(status.UNAVAILABLE);
    expect(cascade.asked).toHaveLength(2);
    finishGrpc();
    finish();
    expect((await overGrpc).search_id).toBe('s1');
    expect((await overHttp).status).toBe(200);
    await drained;
    await expect(http('/healthz')).rejects.toThrow();
  });

  it('says which port is taken and what to do', async () => {
    const again = (httpPort: number, grpcPort: number): Promise<RunningServer> =>
      startServer({
        http: { host: '127.0.0.1', port: httpPort, bodyBytes: 1024 },
        grpc: { host: '127.0.0.1', port: grpcPort, messageBytes: 1024 },
        modules: [],
        metrics: new Metrics(),
        log: createLog('silent'),
        version: '0.0.0',
        gate: new Gate({ keys: [], limiter: createMemoryRateLimiter() }),
      });
    await expect(again(server.httpPort, 0)).rejects.toThrow(
      `port ${server.httpPort} on 127.0.0.1 is in use, so the HTTP API cannot be served: stop what listens there, or choose another port with --http-port`,
    );
    await expect(again(0, server.grpcPort)).rejects.toThrow(
      `port ${server.grpcPort} on 127.0.0.1 is in use, so the gRPC API`,
    );
  });

  it('describes every message in its OpenAPI document', async () => {
    const document = (await (await http('/openapi.json')).json()) as {
      paths: Record<string, unknown>;
      components: { schemas: Record<string, { properties?: object }> };
    };
    expect(Object.keys(document.paths)).toContain('/v1/search');
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name!,
    );
    expect(references.filter((name) => document.components.schemas[name] === undefined)).toEqual([]);
    expect(Object.keys(document.components.schemas['SearchRequest']!.properties!)).toContain('page_size');
    expect((await http('/docs')).status).toBe(200);
  });

  it('counts calls by what they were answered with', async () => {
    await search({ query: 'drill' });
    await search({ query: 'drill' });
    cascade.behave = () => Promise.reject(new TypeError('a fault'));
    await failure(search({ query: 'drill' }));
    const counted = (await (await http('/metrics')).text()).match(/^weir_requests_total\{api="grpc".*$/gm);
    expect(counted).toEqual([
      'weir_requests_total{api="grpc",route="weir.v1.SearchService/Search",code="OK"} 2',
      'weir_requests_total{api="grpc",route="weir.v1.SearchService/Search",code="INTERNAL"} 1',
    ]);
  });

  it('counts requests over HTTP by the pattern of their route, and what leads nowhere together', async () => {
    await http('/v1/search?q=drill');
    await http('/v1/search?q=another');
    await http('/v1/nothing/one');
    await http('/two', { method: 'DELETE' });
    const counted = (await (await http('/metrics')).text()).match(/^weir_requests_total\{api="http".*$/gm);
    expect(counted).toEqual([
      'weir_requests_total{api="http",route="GET /v1/search",code="200"} 2',
      'weir_requests_total{api="http",route="other",code="404"} 2',
    ]);
  });

  it('says whether it is ready', async () => {
    expect((await http('/readyz')).status).toBe(200);
    server.setWaitingFor('a test');
    expect((await http('/readyz')).status).toBe(503);
    expect((await http('/healthz')).status).toBe(200);
    expect(await (await http('/metrics')).text()).toContain('nodejs_eventloop_lag_seconds');
    expect(await (await http('/')).text()).toBe('<p>a page of its own</p>');
  });
});

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 5));
}
