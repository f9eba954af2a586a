import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RerankClient, type RerankResponse, type SearchResponse } from '@weir/contracts';
import { writeRanker, writeToyModel } from '../../libs/engine/test/toy-registry.js';
import { writeShop } from './shop.js';
import { startStage, startWeir, type WeirProcess } from './weir-process.js';

const queries = ['cordless drill', 'red shoes', 'desk lamp', 'espresso', 'hand saw', 'blue running'];

describe('stages in processes of their own', () => {
  let folder: string;
  let config: string;
  let whole: WeirProcess;
  let split: WeirProcess;
  let ranker: WeirProcess;
  const rerankers: WeirProcess[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-split-'));
    config = path.join(folder, 'weir.yaml');
    writeShop(path.join(folder, 'shop.jsonl'));
    writeRanker(path.join(folder, 'models'), 'ranker');
    writeToyModel(path.join(folder, 'models'), 'toy-cross-encoder');
    writeFileSync(
      config,
      [
        `models_dir: ${path.join(folder, 'models')}`,
        `catalogue: { file: ${path.join(folder, 'shop.jsonl')} }`,
        'plan:',
        '  deadline_ms: 20000',
        '  page: { cache_ttl_ms: 0 }',
        '  retrieval: { mode: bm25, encoder: null, budget_ms: 20000 }',
        '  ranker: { model: ranker@1, budget_ms: 20000 }',
        '  reranker: { model: toy-cross-encoder@1, blend: null, budget_ms: 20000 }',
      ].join('\n'),
    );
    ranker = await startStage('ranker', ['--config', config]);
    // Nothing is remembered, so that each search needs them.
    for (let replica = 0; replica < 2; replica++)
      rerankers.push(await startStage('reranker', ['--config', config, '--set', 'cache.bytes=0']));
    whole = await startWeir(['--config', config, '--data-dir', path.join(folder, 'whole')]);
    const replicas = rerankers.map(({ grpcPort }) => `127.0.0.1:${grpcPort}`).join(',');
    split = await startWeir([
      ...['--config', config, '--data-dir', path.join(folder, 'split')],
      ...['--set', `stages.ranker=127.0.0.1:${ranker.grpcPort}`, '--set', `stages.reranker=ipv4:${replicas}`],
    ]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([whole, split, ranker, ...rerankers].map((each) => each.end()));
    rmSync(folder, { recursive: true });
  });

  const search = async (weir: WeirProcess, query: string): Promise<SearchResponse> => {
    const response = await weir.post('/v1/search', { query, explain: true, page_size: 50 });
    expect(response.status).toBe(200);
    return (await response.json()) as SearchResponse;
  };
  const shown = ({ products }: SearchResponse) => products.map(({ product, scores }) => [product?.id, scores]);
  /** Searches of nobody else and one after the other, until `over`; all must be answered. */
  const searchOn = async (over: Promise<unknown>): Promise<readonly SearchResponse[]> => {
    const answers: SearchResponse[] = [];
    const state = { done: false };
    void over.finally(() => (state.done = true));
    for (let at = 0; !state.done; at++) answers.push(await search(split, queries[at % queries.length]!));
    return answers;
  };
  const searchesOf = async ({ fetch }: WeirProcess): Promise<number> => {
    const text = await (await fetch('/metrics')).text();
    return Number(/^weir_inference_completed_total (\d+)/m.exec(text)?.[1]);
  };

  it('answer as one process does, with the same scores, and both replicas work', async () => {
    for (const query of queries) {
      const [one, other] = [await search(whole, query), await search(split, query)];
      expect(shown(other)).toEqual(shown(one));
      expect(shown(one).length).toBeGreaterThan(5);
      expect([one.degraded, other.degraded]).toEqual([[], []]);
    }
    for (const replica of rerankers) expect(await searchesOf(replica)).toBeGreaterThan(0);
  }, 60_000);

  it('fail no search, and lose none of its reranking, while a replica is told to stop', async () => {
    const answers = await searchOn(rerankers[1]!.end('SIGTERM'));
    expect(answers.length).toBeGreaterThan(0);
    for (const query of queries) answers.concat(await search(split, query));
    expect(answers.flatMap(({ degraded }) => degraded)).toEqual([]);
  }, 60_000);

  it('fail no search when the stages are killed: the order of the stage before stands, and says so', async () => {
    const before = await search(whole, 'desk lamp');
    await Promise.all([rerankers[0]!.end('SIGKILL'), ranker.end('SIGKILL')]);
    for (const query of queries) {
      const answer = await search(split, query);
      expect(answer.products.length).toBeGreaterThan(5);
      expect(answer.degraded.map(({ stage, cause }) => [stage, cause])).toEqual([
        ['STAGE_RANK', 'DEGRADED_CAUSE_FAILED'],
        ['STAGE_RERANK', 'DEGRADED_CAUSE_FAILED'],
      ]);
    }
    expect((await search(split, 'desk lamp')).total).toBe(before.total);
    expect(split.output()).toContain('the reranker said UNAVAILABLE');
  }, 60_000);

  it('speak the API of text-embeddings-inference over HTTP and gRPC', async () => {
    const tei = await startStage('reranker', ['--config', config]);
    try {
      const texts = ['a hand saw', 'cordless drill', 'desk lamp'];
      const asked = { query: 'cordless drill', texts, raw_scores: false, return_text: true, truncate: true };
      const ranks = (await (await tei.post('/rerank', asked)).json()) as {
        index: number;
        score: number;
        text: string;
      }[];
      expect(ranks.map(({ index }) => index).toSorted()).toEqual([0, 1, 2]);
      expect(ranks.map(({ score }) => score)).toEqual(ranks.map(({ score }) => score).toSorted((a, b) => b - a));
      for (const { index, score, text } of ranks) {
        expect(text).toBe(texts[index]);
        expect(score).toBeGreaterThan(0);
        expect(score).toBeLessThan(1);
      }
      const overGrpc = await new Promise<RerankResponse>((resolve, reject) => {
        tei.client(RerankClient).rerank(asked, (error, response) => {
          if (error === null) resolve(response);
          else reject(error);
        });
      });
      expect(overGrpc.ranks).toEqual(ranks);
      const streamed = await new Promise<RerankResponse>((resolve, reject) => {
        const call = tei.client(RerankClient).rerankStream((error, response) => {
          if (error === null) resolve(response);
          else reject(error);
        });
        for (const text of texts)
          call.write({ query: asked.query, text, truncate: true, raw_scores: false, return_text: true });
        call.end();
      });
      expect(streamed.ranks).toEqual(ranks);
      expect(await (await tei.fetch('/info')).json()).toMatchObject({
        model_id: 'toy-cross-encoder@1',
        model_type: { reranker: {} },
        auto_truncate: true,
      });
      expect((await tei.fetch('/health')).status).toBe(200);
      const refused = await tei.post('/rerank', { query: 'a', texts: [] });
      expect([refused.status, await refused.json()]).toEqual([
        413,
        { error: 'texts: must be 1 to 1000', error_type: 'Validation' },
      ]);
      expect((await tei.post('/embed', { inputs: 'a' })).status).toBe(424);
    } finally {
      await tei.end();
    }
  }, 60_000);
});
