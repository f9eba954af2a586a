import { Client, credentials, status } from '@grpc/grpc-js';
import type { DescMethod } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { arbitraryMessage } from './arbitrary-message.js';
import { declaredServices } from './descriptors.js';
import { rawCall } from './raw-call.js';
import { inside, type Servers, startServers } from './servers.js';

/** Calls of each rpc; more find more: `FUZZ_RUNS=2000 npx jest test/fuzz/grpc`. */
const runs = Number(process.env['FUZZ_RUNS'] ?? 25);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_130);

jest.setTimeout(Math.max(120_000, runs * 2000));

/** That the server failed, or has not what is declared. */
const faults = new Set([status.UNKNOWN, status.INTERNAL, status.DATA_LOSS, status.UNIMPLEMENTED]);
const isTei = (method: DescMethod): boolean => method.parent.typeName.startsWith('tei.');

describe('whatever comes over gRPC', () => {
  const methods = declaredServices().flatMap(({ methods: all }) => all);
  let servers: Servers;
  const clients: Client[] = [];

  beforeAll(async () => {
    servers = await startServers();
    for (const { grpcPort } of [servers.weir, servers.reranker])
      clients.push(new Client(`127.0.0.1:${grpcPort}`, credentials.createInsecure()));
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await servers.close();
  });

  it.each(methods.map((method) => [`${method.parent.typeName}/${method.name}`, method] as const))(
    '%s answers it, or refuses it with a status for callers, without a word of the inside',
    async (_name, method) => {
      const client = clients[isTei(method) ? 1 : 0]!;
      const request = arbitraryMessage(method.input);
      const requests =
        method.methodKind === 'client_streaming' ? fc.array(request, { maxLength: 3 }) : request.map((one) => [one]);
      await fc.assert(
        fc.asyncProperty(requests, async (messages) => {
          const { code, text } = await rawCall(
            client,
            method,
            messages.map(({ bytes }) => bytes),
          );
          if (faults.has(code))
            throw new Error(`${status[code]}: ${text}\n${show(messages)}\n${servers.weir.output().slice(-3000)}`);
          const shown = inside.exec(text);
          if (shown !== null) throw new Error(`the answer shows ${shown[0]}\n${show(messages)}`);
        }),
        { seed, numRuns: runs, endOnFailure: process.env['FUZZ_SHRINK'] === undefined, asyncReporter: tell },
      );
    },
  );

  it('leaves both servers at work', async () => {
    for (const server of [servers.weir, servers.reranker]) {
      expect((await server.fetch('/readyz')).status).toBe(200);
      expect(server.output()).not.toContain('"level":"fatal"');
    }
    const found = await servers.weir.post('/v1/search', { query: 'drill', deadline_ms: 20_000 });
    expect(found.status).toBe(200);
  });
});

/** The cause alone, which shows the request as people read it: its bytes fill screens. */
function tell<T>({ failed, errorInstance, seed: used, counterexamplePath }: fc.RunDetails<T>): Promise<void> {
  if (!failed) return Promise.resolve();
  const cause = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return Promise.reject(new Error(`${cause}\nFUZZ_SEED=${used}, ${counterexamplePath ?? ''}`));
}

function show(messages: readonly { readonly shown: unknown }[]): string {
  return JSON.stringify(
    messages.map(({ shown }) => shown),
    (_key, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value),
  ).slice(0, 3000);
}
