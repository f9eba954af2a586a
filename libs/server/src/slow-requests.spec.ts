import { once } from 'node:events';
import { connect } from 'node:net';
import { createMemoryRateLimiter } from '@weir/cache';
import { type Cascade, loadSearchService } from '@weir/cascade';
import { createLog, Metrics } from '@weir/telemetry';
import { Gate } from './access/gate.js';
import { type RunningServer, startServer } from './server.js';

const requestMs = 400;

jest.setTimeout(60_000);

describe('a client that sends a request a byte at a time', () => {
  let server: RunningServer;

  beforeAll(async () => {
    const { SearchApi, SearchModule } = await loadSearchService();
    const [metrics, log] = [new Metrics(), createLog('silent')];
    const search = (): never => {
      throw new Error('no search was sent to its end');
    };
    const cascade: Cascade = { search, searchProgressive: search, trace: search };
    server = await startServer({
      http: { host: '127.0.0.1', port: 0, bodyBytes: 1024, requestMs },
      grpc: { host: '127.0.0.1', port: 0, messageBytes: 1024 },
      modules: [SearchModule.of(new SearchApi(cascade, { metrics, log }))],
      ...{ metrics, log, version: '1' },
      gate: new Gate({ keys: [], limiter: createMemoryRateLimiter() }),
    });
  });
  afterAll(() => server.drain(0));

  it('is told that it took too long, and loses its connection', async () => {
    const socket = connect(server.httpPort, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('error', () => undefined);
    socket.write(
      'POST /v1/search HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000\r\n\r\n',
    );
    const dripping = setInterval(() => socket.write(' '), 50);
    await once(socket, 'close', { signal: AbortSignal.timeout(20_000) }).finally(() => {
      clearInterval(dripping);
      socket.destroy();
    });
    expect(answer).toContain('408 Request Timeout');
  });
});
