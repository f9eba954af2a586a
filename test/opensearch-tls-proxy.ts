import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const certificates = path.join(__dirname, 'redis/tls');

/** The authority of the proxy's certificate, which names localhost and 127.0.0.1. */
export const authorityFile = path.join(certificates, 'ca.pem');

/** What stands before a cluster in production: it ends TLS, and lets in who gives the login. */
export interface TlsProxy {
  readonly port: number;
  /** `Authorization` of every request so far; '' where there was none. */
  readonly authorizations: string[];
  close(): Promise<void>;
}

/** In front of the server at `target`; `login` as `name:password`, undefined lets everybody in. */
export async function tlsProxy(target: string, login?: string): Promise<TlsProxy> {
  const authorizations: string[] = [];
  const wanted = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
  const identity = {
    cert: readFileSync(path.join(certificates, 'server.pem')),
    key: readFileSync(path.join(certificates, 'server.key')),
  };
  const server = createServer(identity, (incoming, outgoing) => {
    const { authorization = '', ...headers } = incoming.headers;
    authorizations.push(authorization);
    if (wanted !== undefined && authorization !== wanted) {
      incoming.resume();
      outgoing.writeHead(401, { 'www-authenticate': 'Basic' }).end('Unauthorized');
      return;
    }
    const onward = request(target + (incoming.url ?? ''), { method: incoming.method, headers });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
