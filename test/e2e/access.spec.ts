import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ServiceName, services } from '@weir/contracts';
import { needed } from '@weir/server';
import {
  type ChannelCredentials,
  Client,
  credentials,
  makeGenericClientConstructor,
  Metadata,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { startStage, startWeir, type WeirProcess } from './weir-process.js';

const roles = ['search', 'events', 'read', 'edit', 'admin'] as const;
const keyOf = (role: string): string => `a-key-for-${role}-of-the-test`;
const shop = ['--set', 'demo.products=30', '--set', 'plan.retrieval.mode=bm25'];
const folder = mkdtempSync(path.join(tmpdir(), 'weir-access-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a server with API keys', () => {
  let weir: WeirProcess;
  /** It has what a whole server has not. */
  let reranker: WeirProcess;
  const open: Client[] = [];

  beforeAll(async () => {
    const keys = roles.map((role) => ({ name: role, key: keyOf(role), roles: [role] }));
    const slow = { name: 'slow', key: keyOf('slow'), roles: ['search'], requests_per_second: 1 };
    writeFileSync(path.join(folder, 'keys.yaml'), JSON.stringify([...keys, slow]));
    weir = await startWeir([
      ...['--data-dir', path.join(folder, 'keys'), '--set', `access.keys_file=${path.join(folder, 'keys.yaml')}`],
      ...shop,
    ]);
    reranker = await startStage('reranker', ['--set', `access.keys_file=${path.join(folder, 'keys.yaml')}`]);
  }, 60_000);
  afterAll(async () => {
    for (const client of open) client.close();
    await Promise.all([weir.end(), reranker.end()]);
  });

  /** The code that an empty call of an rpc ends with. */
  const call = async (name: string, rpc: string, key?: string): Promise<status> => {
    const definition = services[name as ServiceName] as Parameters<typeof makeGenericClientConstructor>[0];
    const made = makeGenericClientConstructor(definition, name);
    const { grpcPort } = isOfReranker(name) ? reranker : weir;
    const client = new made(`127.0.0.1:${grpcPort}`, credentials.createInsecure());
    open.push(client);
    const metadata = new Metadata();
    if (key !== undefined) metadata.set('authorization', `Bearer ${key}`);
    const { requestStream, responseStream, requestDeserialize } = definition[rpc]!;
    const empty: unknown = requestDeserialize(Buffer.alloc(0));
    type Method = (...args: readonly unknown[]) => {
      on(event: string, listener: (...args: never[]) => void): void;
      end(): void;
    };
    const method = (client as unknown as Record<string, Method>)[rpc]!.bind(client);
    return new Promise((resolve) => {
      const done = (error: ServiceError | null): void => {
        resolve(error?.code ?? status.OK);
      };
      if (responseStream) {
        const answers = method(empty, metadata);
        answers.on('data', () => undefined);
        answers.on('error', done);
        answers.on('end', () => {
          resolve(status.OK);
        });
      } else if (requestStream) method(metadata, done).end();
      else method(empty, metadata, done);
    });
  };

  it.each(Object.entries(services).flatMap(([name, rpcs]) => Object.keys(rpcs).map((rpc) => [name, rpc] as const)))(
    'lets only the right keys call %s.%s',
    async (name, rpc) => {
      const need = needed[(services[name as ServiceName] as Record<string, { path: string }>)[rpc]!.path]!;
      expect(roles).toContain(need);
      expect(await call(name, rpc)).toBe(status.UNAUTHENTICATED);
      expect(await call(name, rpc, 'a-wrong-key-of-the-test')).toBe(status.UNAUTHENTICATED);
      for (const role of roles) {
        const allowed = role === need || role === 'admin';
        const refused = [status.UNAUTHENTICATED, status.PERMISSION_DENIED];
        if (allowed) expect(refused).not.toContain(await call(name, rpc, keyOf(role)));
        else expect(await call(name, rpc, keyOf(role))).toBe(status.PERMISSION_DENIED);
      }
    },
  );

  const routes = Object.entries(needed).filter(([what]) => /^(GET|POST|PUT|DELETE) /.test(what));
  it.each(routes)('lets only the right keys send %s', async (what, need) => {
    const [method, pattern] = what.split(' ') as [string, string];
    const address = pattern.replace(/:\w+/g, 'x');
    const send = async (key?: string): Promise<number> => {
      const headers = key === undefined ? {} : { 'x-api-key': key };
      const body = method === 'POST' || method === 'PUT' ? { body: '{}' } : {};
      const type = { 'content-type': 'application/json' };
      const response = await (isOfReranker(address) ? reranker : weir).fetch(address, {
        method,
        headers: { ...headers, ...type },
        ...body,
        redirect: 'manual',
      });
      return response.status;
    };
    if (!pattern.includes(':')) expect(await send(keyOf('admin'))).not.toBe(404);
    if (need === 'public') {
      expect([401, 403]).not.toContain(await send());
      return;
    }
    expect([await send(), await send('a-wrong-key-of-the-test')]).toEqual([401, 401]);
    for (const role of roles) {
      if (role === need || role === 'admin') expect([401, 403]).not.toContain(await send(keyOf(role)));
      else expect(await send(keyOf(role))).toBe(403);
    }
  });

  it('says when a key that asks too often may ask again', async () => {
    const ask = () => weir.fetch('/v1/search?q=drill', { headers: { authorization: `Bearer ${keyOf('slow')}` } });
    expect((await ask()).status).toBe(200);
    const second = await ask();
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await call('SearchService', 'search', keyOf('slow'))).toBe(status.RESOURCE_EXHAUSTED);
  });

  it('tells neither keys nor who holds them', async () => {
    const { stdout } = { stdout: weir.output() };
    for (const role of roles) expect(stdout).not.toContain(keyOf(role));
    const refused = await weir.fetch('/v1/search?q=drill', { headers: { 'x-api-key': 'a-wrong-key-of-the-test' } });
    expect(await refused.text()).not.toContain('a-wrong-key');
  });

  it('lets no page of another host call, unless its origin is configured', async () => {
    const { headers } = await weir.fetch('/healthz', { headers: { origin: 'https://other.example' } });
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

function isOfReranker(name: string): boolean {
  return ['Info', 'Rerank', '/rerank', '/embed', '/info', '/health'].includes(name);
}

describe('a server with certificates', () => {
  let weir: WeirProcess;
  const file = (name: string): string => path.join(folder, name);

  beforeAll(async () => {
    certificate('ca', []);
    for (const name of ['server', 'client']) certificate(name, ['-CA', file('ca.pem'), '-CAkey', file('ca.key')]);
    certificate('stranger', []);
    weir = await startWeir([
      ...['--data-dir', file('tls'), ...shop],
      ...['--set', `tls.cert_file=${file('server.pem')}`, '--set', `tls.key_file=${file('server.key')}`],
      ...['--set', `tls.client_ca_file=${file('ca.pem')}`, '--set', 'http.cors_origins=["https://shop.example"]'],
    ]);
  }, 60_000);
  afterAll(() => weir.end());

  /** A certificate for 127.0.0.1, signed by itself or by who is named. */
  const certificate = (name: string, signer: readonly string[]): void => {
    const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=IP:127.0.0.1'];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', file(`${name}.key`)];
    execFileSync(
      'openssl',
      ['req', '-x509', '-days', '2', ...subject, ...key, '-out', file(`${name}.pem`), ...signer],
      {
        stdio: 'pipe',
      },
    );
  };
  const search = (secret: ChannelCredentials): Promise<status> =>
    new Promise((resolve) => {
      const client = new (makeGenericClientConstructor(services.SearchService, 'SearchService'))(
        `127.0.0.1:${weir.grpcPort}`,
        secret,
      );
      const { search: rpc } = services.SearchService;
      client.makeUnaryRequest(
        rpc.path,
        rpc.requestSerialize,
        rpc.responseDeserialize,
        rpc.requestDeserialize(Buffer.alloc(0)),
        new Metadata(),
        { deadline: Date.now() + 5000 },
        (error) => {
          client.close();
          resolve(error?.code ?? status.OK);
        },
      );
    });
  /** An empty search is refused by its handler. */
  const reached = status.INVALID_ARGUMENT;
  const pem = (name: string): Buffer => readFileSync(file(name));

  it('talks to those whom the authority knows, encrypted, and to nobody else', async () => {
    expect(await search(credentials.createSsl(pem('ca.pem'), pem('client.key'), pem('client.pem')))).toBe(reached);
    for (const secret of [
      credentials.createSsl(pem('ca.pem')),
      credentials.createSsl(pem('ca.pem'), pem('stranger.key'), pem('stranger.pem')),
      credentials.createInsecure(),
    ])
      expect(await search(secret)).toBe(status.UNAVAILABLE);
    const fetched = (name: string | undefined): Promise<number | string | undefined> =>
      new Promise((resolve) => {
        const shown = name === undefined ? {} : { key: pem(`${name}.key`), cert: pem(`${name}.pem`) };
        const headers = { origin: 'https://shop.example' };
        get(
          `https://127.0.0.1:${weir.httpPort}/healthz`,
          { ca: pem('ca.pem'), agent: false, headers, ...shown },
          (reply) => {
            expect(reply.headers['access-control-allow-origin']).toBe('https://shop.example');
            resolve(reply.resume().statusCode);
          },
        ).on('error', (error: NodeJS.ErrnoException) => {
          resolve(error.code);
        });
      });
    expect(await fetched('client')).toBe(200);
    expect(await fetched(undefined)).not.toBe(200);
    expect(await fetched('stranger')).not.toBe(200);
  });
});
