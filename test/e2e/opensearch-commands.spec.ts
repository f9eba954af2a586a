import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SearchResponse } from '@weir/contracts';
import { connect } from '@weir/opensearch';
import { stringify } from 'yaml';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { shop, writeShop } from './shop.js';
import { startWeir } from './weir-process.js';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(300_000);

const weir = path.resolve(__dirname, '../../bin/weir');

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('weir index and weir search with retrieval.engine: opensearch', () => {
  let folder: string;
  let address: string;
  let other: Server;
  const index = indexName('commands');
  const file = (name: string): string => path.join(folder, name);

  /** A configuration file; searches go by words alone, which needs no model. */
  const configure = (name: string, url: string): string => {
    const configuration = {
      data_dir: file('data'),
      retrieval: { engine: 'opensearch', opensearch: { index, timeout_ms: 60_000 } },
      opensearch: { url },
      plan: {
        retrieval: { mode: 'bm25', encoder: null, budget_ms: 60_000 },
        ...{ ranker: { model: null }, reranker: { model: null, blend: null }, deadline_ms: 60_000 },
      },
    };
    writeFileSync(file(name), stringify(configuration));
    return file(name);
  };
  const run = async (...args: readonly string[]): Promise<Ended> => {
    const environment = Object.entries(process.env).filter(([name]) => !/^(WEIR_|NODE_OPTIONS$)/.test(name));
    const started = promisify(execFile)(process.execPath, [weir, ...args], { env: Object.fromEntries(environment) });
    return started.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error: unknown) => error as Ended,
    );
  };
  const search = async (...args: readonly string[]): Promise<SearchResponse> => {
    const { code, stdout, stderr } = await run('search', ...args, '-c', file('weir.yaml'), '--json');
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as SearchResponse;
  };
  const idsOf = ({ products }: SearchResponse): readonly string[] => products.map(({ product }) => product!.id);

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-commands-'));
    writeShop(file('shop.jsonl'));
    address = await openSearchUrl();
    configure('weir.yaml', address);
    other = createServer((_, answer) => answer.end('<html>A shop</html>'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    other.close();
    const client = connect({ nodes: [address] });
    await client.indices.delete({ index: `${index}-*` });
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('index into the cluster, and search what it has', async () => {
    const indexed = await run('index', file('shop.jsonl'), '-c', file('weir.yaml'), '--json');
    expect([indexed.code, JSON.parse(indexed.stdout)]).toEqual([
      0,
      expect.objectContaining({ rows: shop.length, indexed: shop.length, products: shop.length }),
    ]);
    const client = connect({ nodes: [address] });
    const { body } = await client.count({ index });
    await client.close();
    expect((body as { count: number }).count).toBe(shop.length);

    const found = await search('cordles drill', '--k', '5', '--highlight', '--filter', 'price<=60', '--facet', 'brand');
    const drills = shop.filter(({ title, price }) => title.includes('cordless drill') && price <= 60);
    expect([found.total, found.degraded]).toEqual([drills.length, []]);
    expect(found.corrections).toEqual([{ from: 'cordles', to: 'cordless' }]);
    expect(found.products[0]!.highlights[0]!.fragments[0]!.html).toContain('<em>cordless</em> <em>drill</em>');
    expect(found.facets[0]!.values.reduce((sum, { count }) => sum + count, 0)).toBe(drills.length);
    const shown = await run('search', 'desk lamp', '--k', '3', '-c', file('weir.yaml'));
    expect(shown.stdout).toContain('40 products match');
  });

  it('change prices alone, and take away what a new feed has not', async () => {
    const lamp = shop.find(({ title }) => title.includes('desk lamp'))!;
    writeFileSync(file('prices.csv'), `id,price\n${lamp.id},1.5\nnone,2\n`);
    const changed = await run('index', file('prices.csv'), '--patch', '-c', file('weir.yaml'), '--json');
    expect(JSON.parse(changed.stdout)).toMatchObject({ patched: 1, rejected: 1 });
    expect(idsOf(await search('desk lamp', '--filter', 'price<=2'))).toEqual([lamp.id]);
    const kept = shop.filter(({ title }) => !title.includes('hand saw'));
    writeFileSync(file('kept.jsonl'), kept.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const replaced = await run('index', file('kept.jsonl'), '--replace', '-c', file('weir.yaml'), '--json');
    expect(JSON.parse(replaced.stdout)).toMatchObject({ products: kept.length, removed: shop.length - kept.length });
    expect((await search('hand saw')).total).toBe(0);
  });

  it('ask the server that owns the data folder, and say that it does', async () => {
    const server = await startWeir(['-c', file('weir.yaml')]);
    try {
      const environment = file('served.yaml');
      writeFileSync(environment, stringify({ data_dir: file('data'), http: { port: server.httpPort } }));
      const asked = await run('search', 'desk lamp', '-c', environment, '--json');
      expect((JSON.parse(asked.stdout) as SearchResponse).total).toBe(40);
      const refused = await run('index', file('shop.jsonl'), '-c', file('weir.yaml'));
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining(String(server.child.pid))]);
    } finally {
      await server.end();
    }
  });

  it.each<[string, () => string, RegExp]>([
    ['no cluster', () => 'http://127.0.0.1:1', /ECONNREFUSED 127\.0\.0\.1:1.*check opensearch\.url/],
    ['no such host', () => 'http://nowhere.invalid:9200', /nowhere\.invalid.*check opensearch\.url/],
    [
      'another server',
      () => `http://127.0.0.1:${(other.address() as AddressInfo).port}`,
      /is no OpenSearch: opensearch\.url must be/,
    ],
  ])('end with one line that says what to set where there is %s', async (_, url, message) => {
    const wrong = configure('wrong.yaml', url());
    for (const command of [
      ['search', 'desk lamp'],
      ['index', file('shop.jsonl')],
      ['index', file('prices.csv'), '--patch'],
    ]) {
      const { code, stdout, stderr } = await run(...command, '-c', wrong);
      expect([code, stdout, stderr.trim().split('\n').length]).toEqual([1, '', 1]);
      expect(stderr).toMatch(message);
    }
  });
});
