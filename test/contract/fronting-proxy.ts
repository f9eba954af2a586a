import { type IncomingMessage, createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a proxy does with a request: hands it on, hands it on and loses the answer, answers with this status, or hangs up. */
export type Treatment = 'pass' | 'lose-answer' | 'hang-up' | number;

/** A server in front of another one that can be slow to serve, as a busy cluster is, and that notes what it is asked. */
export interface FrontingProxy {
  readonly url: string;
  /** `METHOD /path` of every request so far. */
  readonly asked: string[];
  treat: (asked: string) => Treatment;
  /** Changes what is answered; undefined leaves it as it is. */
  rewrite: ((asked: string, answer: string) => string) | undefined;
  close(): Promise<void>;
}

export async function frontingProxy(target: string): Promise<FrontingProxy> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const name = `${incoming.method ?? ''} ${incoming.url?.split('?')[0] ?? ''}`;
    asked.push(name);
    const treatment = proxy.treat(name);
    if (treatment === 'hang-up') incoming.socket.destroy();
    else if (treatment === 'pass' || treatment === 'lose-answer') {
      const onward = request(target + (incoming.url ?? ''), { method: incoming.method, headers: incoming.headers });
      onward.on('response', (answer: IncomingMessage) => {
        if (treatment === 'lose-answer') answer.resume().on('end', () => incoming.socket.destroy());
        else if (proxy.rewrite === undefined) pass(answer, outgoing);
        else void passRewritten(answer, outgoing, (body) => proxy.rewrite?.(name, body) ?? body);
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
    rewrite: undefined,
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

function pass(answer: IncomingMessage, outgoing: ServerResponse): void {
  outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
  answer.pipe(outgoing);
}

async function passRewritten(
  answer: IncomingMessage,
  outgoing: ServerResponse,
  rewrite: (body: string) => string,
): Promise<void> {
  const body = rewrite(await text(answer));
  outgoing.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? 'text/plain' });
  outgoing.end(body);
}
