import { type IncomingMessage, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a proxy does with a request: hands it on, answers with this status, or hangs up. */
type Treatment = 'pass' | 'hang-up' | number;

/** A server in front of another one that can be slow to serve, as a busy cluster is, and that notes what it is asked. */
export interface FrontingProxy {
  readonly url: string;
  /** `METHOD /path` of every request so far. */
  readonly asked: string[];
  treat: (asked: string) => Treatment;
  close(): Promise<void>;
}

export async function frontingProxy(target: string): Promise<FrontingProxy> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const name = `${incoming.method ?? ''} ${incoming.url?.split('?')[0] ?? ''}`;
    asked.push(name);
    const treatment = proxy.treat(name);
    if (treatment === 'hang-up') incoming.socket.destroy();
    else if (treatment === 'pass') {
      const onward = request(target + (incoming.url ?? ''), { method: incoming.method, headers: incoming.headers });
      onward.on('response', (answer: IncomingMessage) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      onward.on('error', () => incoming.socket.destroy());
      incoming.pipe(onward);
    } else {
      incoming.resume();
      outgoing.writeHead(treatment, { 'content-type': 'application/json' });
      outgoing.end(JSON.stringify({ error: { type: 'busy', reason: 'busy' }, status: treatment }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FrontingProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    treat: () => 'pass',
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return proxy;
}
