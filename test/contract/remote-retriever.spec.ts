import { createMemoryRateLimiter } from '@weir/cache';
import { RetrievalServiceClient } from '@weir/contracts';
import {
  EmbeddedRetriever,
  loadRetrievalService,
  RemoteRetriever,
  RetrievalError,
  type Retriever,
} from '@weir/retrieval';
import { Gate, type RunningServer, startServer } from '@weir/server';
import { createLog, Metrics } from '@weir/telemetry';
import { credentials } from '@grpc/grpc-js';
import { retrieverContract } from './retriever-suite.js';

const encoder = { model: 'encoder@1', dimensions: 8 };

/** Serves what it is given as the process that has the index does. */
async function serve(retriever: Retriever): Promise<RunningServer> {
  const { RetrievalApi, RetrievalModule } = await loadRetrievalService();
  const server = await startServer({
    http: { host: '127.0.0.1', port: 0, bodyBytes: 65_536 },
    grpc: { host: '127.0.0.1', port: 0, messageBytes: 16_777_216 },
    modules: [RetrievalModule.of(new RetrievalApi(retriever, encoder))],
    metrics: new Metrics(),
    log: createLog('silent'),
    version: '0.0.0',
    gate: new Gate({ keys: [], limiter: createMemoryRateLimiter() }),
  });
  server.setWaitingFor(undefined);
  return server;
}

describe('a retriever of another process', () => {
  const servers: RunningServer[] = [];
  const clients: RetrievalServiceClient[] = [];
  afterEach(async () => {
    for (const client of clients.splice(0)) client.close();
    for (const server of servers.splice(0)) await server.drain(100);
  });

  /** The reading half over gRPC. */
  const connect = async (retriever: Retriever, model = encoder.model): Promise<RemoteRetriever> => {
    const server = await serve(retriever);
    servers.push(server);
    const client = new RetrievalServiceClient(`127.0.0.1:${server.grpcPort}`, credentials.createInsecure());
    clients.push(client);
    return new RemoteRetriever({
      client,
      index: () => ({
        schema: retriever.schema,
        filterable: retriever.filterable(),
        products: retriever.count(),
      }),
      encoder: model,
      cacheBytes: 1 << 20,
    });
  };

  // What it writes goes to the index itself.
  retrieverContract('remote', async (schema, synonyms) => {
    const index = EmbeddedRetriever.create(schema, synonyms && { synonyms });
    const remote = await connect(index);
    return {
      schema,
      filterable: () => remote.filterable(),
      retrieve: (request, patience) => remote.retrieve(request, patience),
      states: (ids, patience) => remote.states(ids, patience),
      count: () => remote.count(),
      versions: (ids) => index.versions(ids),
      upsert: (products) => index.upsert(products),
      patch: (patched) => index.patch(patched),
      setVectors: (vectors) => index.setVectors(vectors),
      remove: (products) => index.remove(products),
    };
  });

  const schema = { fields: ['title', 'attributes'], boosts: [3, 1] };
  const words = { query: 'lamp', mode: 'hybrid', fusion: { method: 'rrf', k: 60, denseWeight: 0.4 } } as const;
  const request = { ...words, depth: 1000, prefix: true, typos: true, filters: [], facets: [] };
  const vector = (at: number): Float32Array => Float32Array.from({ length: 8 }, (_, axis) => Math.sin(at + axis));
  const lamps = (from: number, to: number, version: number) =>
    Array.from({ length: to - from }, (_, at) => ({
      product: {
        ...{ id: `p${from + at}`, title: `lamp of kind ${(from + at) % 7}`, text: {}, category: [] },
        attributes: {},
        price: (from + at) / 3,
      },
      version: version + at,
      vector: vector(from + at),
    }));

  it('gives what it gives at home, to the last bit, of more products than fit into one call', async () => {
    const index = EmbeddedRetriever.create(schema);
    await index.upsert(lamps(0, 1200, 1));
    const remote = await connect(index);
    const facets = [{ field: 'price', ranges: [{ to: 10 }, { from: 10 }] }];
    const asked = { ...request, depth: 1200, queryVector: vector(3), boosts: { title: 2.5 }, facets };
    const [here, there] = [await index.retrieve(asked), await remote.retrieve(asked)];
    expect(there).toEqual(here);
    expect(here.candidates.ids).toHaveLength(1200);
    expect(await remote.states(here.candidates.ids)).toEqual(await index.states(here.candidates.ids));
  });

  it('asks for the states that have changed, and for no others', async () => {
    const index = EmbeddedRetriever.create(schema);
    await index.upsert(lamps(0, 30, 1));
    const asked: string[][] = [];
    const told: Retriever = Object.create(index, {
      states: {
        value: (ids: string[]) => {
          asked.push(ids);
          return index.states(ids);
        },
      },
    }) as Retriever;
    const remote = await connect(told);
    const statesNow = async () => remote.states((await remote.retrieve(request)).candidates.ids);
    const first = await statesNow();
    expect(await statesNow()).toEqual(first);
    await index.upsert([{ ...lamps(7, 8, 100)[0]!, product: { ...lamps(7, 8, 100)[0]!.product, price: 99 } }]);
    await index.remove([{ id: 'p9', version: 101 }]);
    const third = await statesNow();
    expect(asked.map((ids) => ids.length)).toEqual([30, 1]);
    expect(asked[1]).toEqual(['p7']);
    expect(third).toHaveLength(29);
    expect(third.map((state) => state?.price)).toContain(99);
  });

  it('hands on the deadline and the leaving of the caller', async () => {
    const index = EmbeddedRetriever.create(schema);
    const waited: { left: number; over: Promise<void> }[] = [];
    const slow: Retriever = Object.create(index, {
      retrieve: {
        value: (...[, patience]: Parameters<Retriever['retrieve']>) => {
          const over = new Promise<void>((resolve) => {
            patience!.signal!.addEventListener('abort', () => {
              resolve();
            });
          });
          waited.push({ left: patience!.remainingMs(), over });
          return over.then(() => index.retrieve(request));
        },
      },
    }) as Retriever;
    const remote = await connect(slow);
    const late = await remote.retrieve(request, { remainingMs: () => 300 }).catch((error: unknown) => error);
    expect((late as RetrievalError).code).toBe('deadline');
    expect(waited[0]!.left).toBeLessThanOrEqual(300);
    await waited[0]!.over;

    const leaving = new AbortController();
    const left = remote
      .retrieve(request, { remainingMs: () => Infinity, signal: leaving.signal })
      .catch((error: unknown) => error);
    while (waited.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    leaving.abort();
    expect(((await left) as RetrievalError).code).toBe('cancelled');
    await waited[1]!.over;
  });

  it('does not search among the vectors of another encoder, and is unavailable where nobody answers', async () => {
    const index = EmbeddedRetriever.create(schema);
    await index.upsert(lamps(0, 3, 1));
    const other = await connect(index, 'other@1');
    await expect(other.retrieve({ ...request, queryVector: vector(1) })).rejects.toThrow(
      'the retrieval said FAILED_PRECONDITION: encoder: the index has vectors of encoder@1, not of other@1',
    );
    expect((await other.retrieve(request)).total).toBe(3);
    await servers.pop()!.drain(100);
    const gone = await other.retrieve(request, { remainingMs: () => 2000 }).catch((error: unknown) => error);
    expect((gone as RetrievalError).code).toBe('unavailable');
  });
});
