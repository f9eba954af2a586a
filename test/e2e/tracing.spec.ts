import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Metadata } from '@grpc/grpc-js';
import {
  SearchProgressiveRequest,
  type SearchProgressiveResponse,
  SearchRequest,
  type SearchResponse,
  SearchServiceClient,
} from '@weir/contracts';
import { writeRanker, writeToyModel } from '../../libs/engine/test/toy-registry.js';
import { connect } from '../../libs/opensearch/src/index.js';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { type Collector, type ReceivedSpan, startCollector } from './otlp/collector.js';
import { writeShop } from './shop.js';
import { startStage, startWeir, type WeirProcess } from './weir-process.js';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(120_000);

const set = (...settings: readonly string[]): readonly string[] => settings.flatMap((each) => ['--set', each]);

/** A request of somebody whose own span this is. */
function caller() {
  const [traceId, spanId] = [randomBytes(16).toString('hex'), randomBytes(8).toString('hex')];
  return { traceId, spanId, traceparent: `00-${traceId}-${spanId}-01` };
}

describe('a trace', () => {
  let folder: string;
  let config: string;
  let prefix: string;
  let collector: Collector;
  let search: WeirProcess;
  let reranker: WeirProcess;
  const processes: WeirProcess[] = [];
  const settings = (): readonly string[] => ['--config', config, ...set(`telemetry.traces.endpoint=${collector.url}/`)];
  const start = async (starting: Promise<WeirProcess>): Promise<WeirProcess> => {
    processes.push(await starting);
    return starting;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-traces-'));
    config = path.join(folder, 'weir.yaml');
    writeShop(path.join(folder, 'shop.jsonl'));
    writeRanker(path.join(folder, 'models'), 'ranker');
    writeToyModel(path.join(folder, 'models'), 'toy-encoder');
    writeToyModel(path.join(folder, 'models'), 'toy-cross-encoder');
    writeFileSync(
      config,
      [
        `models_dir: ${path.join(folder, 'models')}`,
        `catalogue: { file: ${path.join(folder, 'shop.jsonl')} }`,
        'log: { level: debug }',
        'cache: { bytes: 0 }',
        'plan:',
        '  deadline_ms: 20000',
        '  page: { cache_ttl_ms: 0 }',
        '  retrieval: { mode: hybrid, encoder: toy-encoder@1, encode_budget_ms: 20000, budget_ms: 20000 }',
        '  ranker: { model: ranker@1, budget_ms: 20000 }',
        '  reranker: { model: toy-cross-encoder@1, blend: null, budget_ms: 20000 }',
      ].join('\n'),
    );
    collector = await startCollector();
    prefix = indexName('traces');
    const url = await openSearchUrl();
    const [retrieval, ranker, started] = await Promise.all([
      start(startStage('retrieval', [...settings(), ...set(`data_dir=${path.join(folder, 'retrieval')}`)])),
      start(startStage('ranker', settings())),
      start(startStage('reranker', settings())),
    ]);
    reranker = started;
    search = await start(
      startStage('search', [
        ...settings(),
        ...set(`data_dir=${path.join(folder, 'search')}`, `opensearch.url=${url}`, 'storage.engine=opensearch'),
        ...set(`storage.opensearch.prefix=${prefix}`, `stages.retrieval=127.0.0.1:${retrieval.grpcPort}`),
        ...set(`stages.ranker=127.0.0.1:${ranker.grpcPort}`, `stages.reranker=127.0.0.1:${started.grpcPort}`),
      ]),
    );
  });
  afterAll(async () => {
    await Promise.all(processes.map((each) => each.end()));
    await collector.close();
    const client = connect({ nodes: [await openSearchUrl()] });
    await client.indices.delete({ index: `${prefix}-*` });
    await client.close();
    rmSync(folder, { recursive: true });
  });

  const overGrpc = (traceparent: string, query: string): Promise<SearchResponse> => {
    const metadata = new Metadata();
    metadata.set('traceparent', traceparent);
    return new Promise((resolve, reject) => {
      search.client(SearchServiceClient).search(SearchRequest.fromPartial({ query }), metadata, (error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
    });
  };
  const progressively = async (traceparent: string, query: string): Promise<readonly SearchProgressiveResponse[]> => {
    const metadata = new Metadata();
    metadata.set('traceparent', traceparent);
    const request = SearchProgressiveRequest.fromPartial({ search: { query } });
    const answers: SearchProgressiveResponse[] = [];
    const stream = search.client(SearchServiceClient).searchProgressive(request, metadata);
    for await (const answer of stream as AsyncIterable<SearchProgressiveResponse>) answers.push(answer);
    return answers;
  };
  const traceOf = async (traceId: string): Promise<readonly ReceivedSpan[]> => {
    const ofTrace = (spans: readonly ReceivedSpan[]) => spans.filter((span) => span.traceId === traceId);
    const wanted = ['weir-search', 'weir-retrieval', 'weir-ranker', 'weir-reranker'];
    // A stage's span is sent by one process, those below it by another, each in its own time.
    return ofTrace(
      await collector.until((spans) => {
        const found = ofTrace(spans);
        const ids = new Set(found.map(({ spanId }) => spanId));
        const hasParents = found.filter(({ parentId }) => !ids.has(parentId)).length === 1;
        return hasParents && wanted.every((name) => found.some(({ service }) => service === name));
      }),
    );
  };
  /** `name of the process: span < its parent < ...`, each once. */
  const lines = (spans: readonly ReceivedSpan[]): readonly string[] => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const up = (span: ReceivedSpan | undefined): readonly string[] =>
      span === undefined ? [] : [span.name, ...up(byId.get(span.parentId))];
    return [...new Set(spans.map((span) => `${span.service}: ${up(span).join(' < ')}`))].sort();
  };
  const stages = ['assign', 'compose', 'encode', 'features', 'rank', 'rerank', 'retrieve'];

  it('is one tree over gRPC, through all processes: the caller, the request, a span a stage, what other processes do for it', async () => {
    const { traceId, spanId, traceparent } = caller();
    const answer = await overGrpc(traceparent, 'cordless drill');
    expect(answer.degraded).toEqual([]);
    const spans = await traceOf(traceId);
    const request = 'weir.v1.SearchService/Search';
    const found = lines(spans);
    expect(found).toEqual(
      expect.arrayContaining([
        `weir-search: ${request}`,
        ...stages.map((stage) => `weir-search: ${stage} < ${request}`),
        `weir-retrieval: weir.v1.RetrievalService/Retrieve < retrieve < ${request}`,
        `weir-ranker: weir.v1.RankerService/Rank < rank < ${request}`,
        `weir-reranker: weir.v1.RerankerService/Score < rerank < ${request}`,
      ]),
    );
    // Nothing but what the stages ask of others: states of candidates, and products.
    expect(
      found.filter((line) => !/(RetrievalService|CatalogService|RankerService|RerankerService)\//.test(line)),
    ).toHaveLength(1 + stages.length);
    const byName = new Map(spans.map((span) => [span.name, span]));
    const root = byName.get(request)!;
    expect(root.parentId).toBe(spanId);
    expect(root).toMatchObject({ kind: 2, status: 0 });
    expect(root.attributes).toMatchObject({
      'rpc.system': 'grpc',
      'rpc.grpc.status_code': 0,
      'weir.search.id': answer.search_id,
      'weir.search.cached': false,
      'weir.search.total': answer.total,
      'weir.search.degraded': '',
    });
    for (const { stage, candidates_in: taken, candidates_out: given } of answer.timings) {
      const span = byName.get(stage.replace('STAGE_', '').toLowerCase())!;
      if (span.name !== 'assign')
        expect(span.attributes).toMatchObject({ 'weir.candidates.in': taken, 'weir.candidates.out': given });
      expect(span.start >= root.start && span.end <= root.end).toBe(true);
    }
    expect(byName.get('rerank')!.attributes['weir.budget.left_ms']).toBeGreaterThan(0);
  });

  it('is one tree over HTTP and in a stream of answers alike', async () => {
    const http = caller();
    const response = await search.fetch('/v1/search?q=lamp', { headers: { traceparent: http.traceparent } });
    expect(response.status).toBe(200);
    const overHttp = lines(await traceOf(http.traceId));
    expect(overHttp).toEqual(expect.arrayContaining(stages.map((stage) => `weir-search: ${stage} < GET /v1/search`)));
    expect(overHttp).toContain('weir-reranker: weir.v1.RerankerService/Score < rerank < GET /v1/search');

    const stream = caller();
    expect(await progressively(stream.traceparent, 'espresso')).toHaveLength(2);
    const streamed = lines(await traceOf(stream.traceId));
    const request = 'weir.v1.SearchService/SearchProgressive';
    expect(streamed).toEqual(expect.arrayContaining(stages.map((stage) => `weir-search: ${stage} < ${request}`)));
    expect(streamed).toContain(`weir-reranker: weir.v1.RerankerService/Score < rerank < ${request}`);
  });

  it('is the one that the line of the log names, and the exemplar of its time', async () => {
    const { traceId, traceparent } = caller();
    const { search_id: id } = await overGrpc(traceparent, 'running shoes');
    const line = search
      .output()
      .split('\n')
      .find((each) => each.includes(id))!;
    const [root] = (await traceOf(traceId)).filter(({ name }) => name === 'weir.v1.SearchService/Search');
    expect(JSON.parse(line)).toMatchObject({ msg: 'search', searchId: id, trace_id: traceId, span_id: root!.spanId });
    const accept = 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';
    const metrics = await search.fetch('/metrics', { headers: { accept } });
    expect(Buffer.from(await metrics.arrayBuffer()).toString('latin1')).toContain(traceId);
  });

  it('names the stage that failed and why, without an inner text', async () => {
    await reranker.end('SIGKILL');
    const { traceId, traceparent } = caller();
    const answer = await overGrpc(traceparent, 'hand saw');
    expect(answer.degraded).toHaveLength(1);
    const spans = await collector.until((all) =>
      all.some((span) => span.traceId === traceId && span.name === 'weir.v1.SearchService/Search'),
    );
    const rerank = spans.find((span) => span.traceId === traceId && span.name === 'rerank')!;
    expect(rerank).toMatchObject({
      status: 2,
      attributes: { 'weir.degraded.cause': 'failed', 'weir.degraded.detail': 'it failed' },
    });
  });

  it('is sent before a process ends that is told to stop', async () => {
    const { traceId, traceparent } = caller();
    await overGrpc(traceparent, 'blue running');
    await search.end();
    expect(collector.spans.some((span) => span.traceId === traceId && span.name === 'compose')).toBe(true);
  });
});

describe('a collector', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-collector-'));
    writeShop(path.join(folder, 'shop.jsonl'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const start = (data: string, more: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<WeirProcess> =>
    startWeir(
      [
        ...['--data-dir', path.join(folder, data), '--catalogue', path.join(folder, 'shop.jsonl')],
        ...set('plan.deadline_ms=20000', 'plan.retrieval.mode=bm25', 'plan.retrieval.encoder=null'),
        ...set(
          'plan.ranker.model=null',
          'plan.reranker.model=null',
          'plan.reranker.blend=null',
          'plan.page.cache_ttl_ms=0',
          ...more,
        ),
      ],
      environment,
    );
  const ask = async (weir: WeirProcess, searches: number): Promise<number> => {
    const begun = performance.now();
    for (let at = 0; at < searches; at++) {
      const response = await weir.post('/v1/search', { query: `drill ${at}` });
      expect(response.status).toBe(200);
      expect(((await response.json()) as SearchResponse).degraded).toEqual([]);
    }
    return (performance.now() - begun) / searches;
  };

  it('that never answers, or is not there, fails no search and holds none up, and a stop is not long in coming', async () => {
    const hanging = await startCollector({ hangs: true });
    const [without, hung, gone] = await Promise.all([
      start('without', []),
      start('hung', [`telemetry.traces.endpoint=${hanging.url}`]),
      start('gone', ['telemetry.traces.endpoint=http://127.0.0.1:9']),
    ]);
    const times: { readonly without: number; readonly hung: number; readonly gone: number }[] = [];
    for (let round = 0; round < 3; round++)
      times.push({ without: await ask(without, 10), hung: await ask(hung, 10), gone: await ask(gone, 10) });
    const best = (name: 'without' | 'hung' | 'gone'): number => Math.min(...times.map((each) => each[name]));
    // What waits for a collector takes seconds; a span takes microseconds.
    expect(best('hung')).toBeLessThan(best('without') * 3 + 5);
    expect(best('gone')).toBeLessThan(best('without') * 3 + 5);
    // One that is not there is tried for five seconds before it is told.
    const lost = 'spans were not taken by the collector';
    while (hanging.held() === 0 || !gone.output().includes(lost))
      await new Promise((resolve) => setTimeout(resolve, 50));
    const stopping = performance.now();
    expect(await Promise.all([without, hung, gone].map((each) => each.end()))).toEqual([0, 0, 0]);
    // Two seconds for the last spans, and what a stop takes anyway; a batch that is sent gives up after five.
    expect(performance.now() - stopping).toBeLessThan(20_000);
    await hanging.close();
  });

  it('of the usual variable is used, for the share of the requests that is asked for', async () => {
    const collector = await startCollector();
    const weir = await start('variable', ['telemetry.traces.sample_ratio=0'], {
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    });
    await ask(weir, 5);
    const { traceId, traceparent } = caller();
    // Who asks has decided already.
    await weir.fetch('/v1/search?q=drill', { headers: { traceparent } });
    await weir.end();
    expect(new Set(collector.spans.map((span) => span.traceId))).toEqual(new Set([traceId]));
    await collector.close();
  });
});
