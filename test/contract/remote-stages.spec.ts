import { createMemoryRateLimiter } from '@weir/cache';
import { createLog, Metrics } from '@weir/telemetry';
import { connectStages, type RemoteStages } from '@weir/engine';
import {
  type CrossEncoder,
  InferenceError,
  loadRerankerService,
  type PairScores,
  RemoteCrossEncoder,
} from '@weir/inference';
import { Gate, type RunningServer, startServer } from '@weir/server';

const pairs = ['a', 'b', 'c'].map((id) => ({ id, version: 1, text: `text of ${id}` }));
const noHurry = { remainingMs: () => Infinity };

describe('a cross-encoder of another process', () => {
  let server: RunningServer;
  let remote: RemoteStages;
  let score: CrossEncoder['score'];
  const told: CrossEncoder = {
    model: 'told@1',
    score: (...asked) => score(...asked),
    close: () => Promise.resolve(),
  };
  const serve = async (port: number, connectionAgeMs?: number): Promise<RunningServer> => {
    const { RerankerApi, RerankerModule } = await loadRerankerService();
    const api = new RerankerApi({
      crossEncoder: () => Promise.resolve(told),
      refusal: (reference) => Promise.resolve(reference === told.model ? undefined : `no model ${reference}`),
    });
    const started = await startServer({
      http: { host: '127.0.0.1', port: 0, bodyBytes: 65_536 },
      grpc: {
        host: '127.0.0.1',
        port,
        messageBytes: 1_048_576,
        ...(connectionAgeMs !== undefined && { connectionAgeMs }),
      },
      modules: [RerankerModule.of(api)],
      metrics: new Metrics(),
      log: createLog('silent'),
      version: '0.0.0',
      gate: new Gate({ keys: [], limiter: createMemoryRateLimiter() }),
    });
    started.setWaitingFor(undefined);
    return started;
  };
  const encoder = (model = told.model): CrossEncoder => new RemoteCrossEncoder(model, remote.reranker!);

  beforeEach(async () => {
    score = (query, given) => Promise.resolve(scores(given.map(({ text }) => query.length + text.length)));
    server = await serve(0);
    remote = connectStages({ reranker: `127.0.0.1:${server.grpcPort}` });
  });
  afterEach(async () => {
    remote.close();
    await server.drain(100);
  });

  it('scores as it does at home, what is not scored included', async () => {
    const partial: PairScores = { logits: Float64Array.of(-0.25, NaN, 7.5), scored: 2, cached: 1, stopped: 'budget' };
    const asked: unknown[] = [];
    score = (query, given) => {
      asked.push(query, given);
      return Promise.resolve(partial);
    };
    expect(await encoder().score('drill', pairs, noHurry)).toEqual(partial);
    // Another shop may give its products the same ids and versions: what is scored is known by its text.
    const [query, given] = asked as [string, typeof pairs];
    expect([query, ...given.map(({ text }) => text)]).toEqual(['drill', ...pairs.map(({ text }) => text)]);
    expect(new Set(given.map(({ id }) => id)).size).toBe(3);
  });

  it('hands on what is left, a little less, and gives up with nothing at the end of it', async () => {
    const left: number[] = [];
    score = (_query, given, patience) => {
      left.push(patience.remainingMs());
      return new Promise((resolve) => setTimeout(resolve, 2000, scores(given.map(() => 1))).unref());
    };
    const begun = performance.now();
    const late = await encoder().score('drill', pairs, { remainingMs: () => 200 });
    expect(performance.now() - begun).toBeLessThan(1500);
    expect(late).toEqual({ logits: Float64Array.of(NaN, NaN, NaN), scored: 0, cached: 0, stopped: 'budget' });
    expect(left[0]).toBeLessThanOrEqual(197);
    expect(await encoder().score('drill', pairs, { remainingMs: () => 1 })).toMatchObject({ stopped: 'budget' });
    expect(left).toHaveLength(1);
  });

  it('tells the other process when the caller leaves', async () => {
    const leaving = new AbortController();
    const left = new Promise<void>((resolve) => {
      score = (_query, given, { signal }) =>
        new Promise((answered) => {
          signal!.addEventListener('abort', () => {
            resolve();
            answered(scores(given.map(() => 1)));
          });
          leaving.abort();
        });
    });
    const scored = encoder().score('drill', pairs, { ...noHurry, signal: leaving.signal });
    await left;
    expect(await scored).toMatchObject({ scored: 0, stopped: 'cancelled' });
  });

  it('loses no call while connections are given up for their age', async () => {
    const young = await serve(0, 100);
    const stages = connectStages({ reranker: `127.0.0.1:${young.grpcPort}` });
    const until = performance.now() + 1500;
    let calls = 0;
    const ask = async (): Promise<void> => {
      for (; performance.now() < until; calls++) {
        const answer = await new RemoteCrossEncoder(told.model, stages.reranker!).score('drill', pairs, noHurry);
        expect(answer.scored).toBe(3);
      }
    };
    await Promise.all(Array.from({ length: 8 }, ask));
    expect(calls).toBeGreaterThan(20);
    stages.close();
    await young.drain(100);
  });

  it('is overloaded where the other process is', async () => {
    score = () => Promise.resolve({ ...scores([NaN, NaN, NaN]), scored: 0, stopped: 'overloaded' });
    expect(await encoder().score('drill', pairs, noHurry)).toMatchObject({ scored: 0, stopped: 'overloaded' });
  });

  it('fails with the cause where the model is not there, or nobody answers, and works again afterwards', async () => {
    await expect(encoder('other@1').score('drill', pairs, noHurry)).rejects.toThrow(
      'other@1: the reranker said NOT_FOUND: model: no model other@1',
    );
    const port = server.grpcPort;
    await server.drain(100);
    await expect(encoder().score('drill', pairs, { remainingMs: () => 1000 })).rejects.toThrow(InferenceError);
    server = await serve(port);
    const until = performance.now() + 10_000;
    let answer: PairScores | undefined;
    while (answer === undefined && performance.now() < until) {
      answer = await encoder()
        .score('drill', pairs, { remainingMs: () => 500 })
        .catch(() => undefined);
    }
    expect(answer).toMatchObject({ scored: 3 });
  }, 20_000);
});

function scores(logits: readonly number[]): PairScores {
  return { logits: Float64Array.from(logits), scored: logits.length, cached: 0 };
}
