import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { mappingSchema, toProduct } from '@weir/catalogue';
import { loadConfiguration } from '@weir/config';
import { type Engine, openEngine, weirConfiguration } from '@weir/engine';
import { connect } from '@weir/opensearch';
import { shippedModels } from '@weir/registry';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { authorityFile, tlsProxy, type TlsProxy } from '../opensearch-tls-proxy.js';
import { shop } from './shop.js';

const mapping = mappingSchema.parse({ id: 'id', title: 'title', price: 'price' });
const retrieval = { mode: 'bm25', encoder: null } as const;
const plan = { retrieval, ranker: { model: null }, reranker: { model: null, blend: null } };
const login = 'weir:a secret of a test';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

describe('a cluster behind TLS and a login', () => {
  let folder: string;
  let proxy: TlsProxy;
  const index = indexName('tls');
  const engines: Engine[] = [];
  const file = (name: string): string => path.join(folder, name);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-tls-'));
    writeFileSync(file('password'), 'a secret of a test\n');
    writeFileSync(file('other-authority.pem'), rootCertificates[0]!);
    writeFileSync(file('no-certificate.pem'), 'nothing');
    proxy = await tlsProxy(await openSearchUrl(), login);
  });
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
  });
  afterAll(async () => {
    const client = connect({ nodes: [await openSearchUrl()] });
    await client.indices.delete({ index: `${index}-*` });
    await client.close();
    await proxy.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const settings = (more: Readonly<Record<string, string>> = {}, host = 'localhost') => {
    const given = {
      'retrieval.engine': 'opensearch',
      'retrieval.opensearch.index': index,
      'retrieval.opensearch.timeout_ms': '60000',
      'opensearch.url': `https://${host}:${proxy.port}`,
      'opensearch.username': 'weir',
      ...more,
    };
    const flags = Object.entries(given).map(([setting, value]) => ({ flag: `--${setting}`, setting, value }));
    return loadConfiguration(weirConfiguration, { folder, environment: {}, flags }).values;
  };
  const open = async (...parts: Parameters<typeof settings>): Promise<Engine> => {
    const backends = settings(...parts);
    const engine = await openEngine({ dataDir: null, registryDir: shippedModels(), mapping, plan, backends });
    engines.push(engine);
    return engine;
  };
  const trusted = { 'opensearch.ca_file': authorityFile };
  const passwordFile = (): Readonly<Record<string, string>> => ({ 'opensearch.password_file': file('password') });

  it('is searched where its authority is trusted, the password of a file sent with every request', async () => {
    proxy.authorizations.length = 0;
    const engine = await open({ ...trusted, ...passwordFile() });
    await engine.indexer.upsert(shop.slice(0, 10).map((row) => toProduct({ ...row }, mapping)));
    const { products, degraded } = await engine.cascade.search({ query: 'desk lamp' }, { unhurried: true });
    expect([products.length > 0, degraded]).toEqual([true, []]);
    expect(proxy.authorizations.length).toBeGreaterThan(5);
    expect(new Set(proxy.authorizations)).toEqual(new Set([`Basic ${Buffer.from(login).toString('base64')}`]));
  });

  it('is searched with any certificate where none is checked', async () => {
    const engine = await open({ 'opensearch.verify_certificate': 'false', ...passwordFile() }, '127.0.0.2');
    expect((await engine.cascade.search({ query: 'desk lamp' }, { unhurried: true })).degraded).toEqual([]);
  });

  it.each<[string, () => Readonly<Record<string, string>>, string, RegExp]>([
    ['no authority', () => passwordFile(), 'localhost', /certificate.*opensearch\.ca_file/],
    [
      'another authority',
      () => ({ ...passwordFile(), 'opensearch.ca_file': file('other-authority.pem') }),
      'localhost',
      /certificate.*opensearch\.ca_file/,
    ],
    ['another name', () => ({ ...passwordFile(), ...trusted }), '127.0.0.2', /127\.0\.0\.2.*opensearch\.url/],
    [
      'no certificate in the file',
      () => ({ ...passwordFile(), 'opensearch.ca_file': file('no-certificate.pem') }),
      'localhost',
      /^opensearch\.ca_file: .* holds no certificate/,
    ],
    [
      'a wrong password',
      () => ({ ...trusted, 'opensearch.password': 'guessed' }),
      'localhost',
      /opensearch\.username and its password/,
    ],
    ['no password', () => trusted, 'localhost', /^opensearch\.username needs a password/],
    [
      'no file of a password',
      () => ({ ...trusted, 'opensearch.password_file': file('not-there') }),
      'localhost',
      /^opensearch\.password_file: .* cannot be read/,
    ],
  ])('is refused with %s, and the message says what to set', async (_, more, host, message) => {
    const refused = await open(more(), host).then(
      () => new Error('it was opened'),
      (error: unknown) => error as Error,
    );
    expect(refused.message).toMatch(message);
    expect(refused.message).not.toContain('secret');
  });
});
