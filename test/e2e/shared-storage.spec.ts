import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { connect } from '@weir/opensearch';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { shop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

const weir = path.resolve(__dirname, '../../bin/weir');

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(240_000);

describe('weir on a storage in OpenSearch', () => {
  let folder: string;
  let url: string;
  let server: WeirProcess | undefined;
  const [prefix, index] = [indexName('cli'), indexName('cli-index')];
  const environment = (): NodeJS.ProcessEnv => ({
    WEIR_OPENSEARCH_URL: url,
    WEIR_STORAGE_ENGINE: 'opensearch',
    WEIR_STORAGE_OPENSEARCH_PREFIX: prefix,
    WEIR_RETRIEVAL_ENGINE: 'opensearch',
    WEIR_RETRIEVAL_OPENSEARCH_INDEX: index,
    WEIR_RETRIEVAL_OPENSEARCH_REFRESH_MS: '500',
    WEIR_RETRIEVAL_OPENSEARCH_TIMEOUT_MS: '60000',
    WEIR_PLAN_DEADLINE_MS: '10000',
    // A page that is served again for its time alone would be found out.
    WEIR_PLAN_PAGE_CACHE_TTL_MS: '3600000',
    WEIR_DEMO_ENABLED: 'false',
    // All on one machine use one folder, as they would.
    WEIR_DATA_DIR: path.join(folder, 'data'),
  });
  const run = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, [weir, ...args], {
      cwd: folder,
      env: { ...process.env, ...environment() },
    });
    return stdout;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-shared-storage-'));
    url = await openSearchUrl();
  }, 180_000);

  afterAll(async () => {
    await server?.end();
    const client = connect({ nodes: [url] });
    await client.indices.delete({ index: [`${prefix}-*`, `${index}-*`] });
    await client.indices.deleteIndexTemplate({ name: `${prefix}*` });
    await client.close();
    rmSync(folder, { recursive: true });
  });

  it('says that there is no catalogue, and makes none up', async () => {
    await expect(run('search', 'drill')).rejects.toThrow(`there is no catalogue in the storage "${prefix}"`);
  });

  it('indexes and searches beside a server, which shows what was indexed, soon', async () => {
    const file = path.join(folder, 'shop.jsonl');
    const rows = shop.slice(0, 12).map((row) => JSON.stringify(row));
    writeFileSync(file, `${rows.slice(0, -1).join('\n')}\n`);
    await run('index', file);
    server = await startWeir([], environment());
    const total = async (): Promise<number> => {
      const answer = await server!.post('/v1/search', { query: '', sort: { field: 'price' } });
      return ((await answer.json()) as { total: number }).total;
    };
    // Its page is cached from now on.
    expect(await total()).toBe(rows.length - 1);
    writeFileSync(file, `${rows.join('\n')}\n`);
    await run('index', file);
    const answer = JSON.parse(await run('search', '', '--sort', 'price', '--json')) as { total: number };
    expect(answer.total).toBe(rows.length);
    const end = Date.now() + 60_000;
    while ((await total()) !== rows.length && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await total()).toBe(rows.length);
  });
});
