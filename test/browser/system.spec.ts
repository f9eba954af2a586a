import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';

jest.setTimeout(120_000);

const grafana = 'https://grafana.example/d/weir';

describe('the System page', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-console-'));
  let weir: WeirProcess;
  let browser: TestBrowser;

  beforeAll(async () => {
    weir = await startWeir([
      ...['--set', `data_dir=${folder}`, '--set', 'demo.products=300'],
      ...['--set', 'plan.deadline_ms=30000', '--set', `console.grafana_url=${grafana}`],
    ]);
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Whether the page was cached. */
  const search = async (query: string, plan?: object): Promise<boolean> => {
    const response = await weir.post('/v1/search', { query, ...(plan !== undefined && { plan }) });
    expect(response.status).toBe(200);
    return ((await response.json()) as { readonly cached: boolean }).cached;
  };

  it('says what to do while nobody has searched, and goes on by itself when somebody does', async () => {
    const page = await browser.open('/console/system');
    await page.getByRole('heading', { name: 'No search yet' }).waitFor();
    await search('drill');
    await page.getByRole('heading', { name: 'Stages' }).waitFor();
    const tile = page.getByText('Searches', { exact: true }).locator('..');
    await tile.getByText('1', { exact: true }).waitFor();
    // A machine that is too slow for the budgets caches nothing.
    const hits = (await search('drill')) ? 1 : 0;
    await tile.getByText('2', { exact: true }).waitFor();
    await page.getByText('Page cache hits').locator('..').getByText(`${hits} of 2 searches`).waitFor();
    await page.getByText(/^as of \d\d:\d\d:\d\d/).waitFor();
    await page.context().close();
  });

  it('tells each stage against its budget, and how often it fell short', async () => {
    // Nothing can be reranked in so little time.
    await search('hammer', { reranker: { budget_ms: 0.001 } });
    const page = await browser.open('/console/system');
    const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
    await row('Rerank')
      .getByText(/% out of time/)
      .waitFor();
    expect(await row('Retrieve').getByRole('img').getAttribute('aria-label')).toMatch(
      /^p50 .+ p95 .+ p99 .+ of 60\s?ms allowed$/,
    );
    await row('Retrieve').getByText('none').waitFor();
    expect(await page.getByRole('link', { name: 'Open Grafana' }).getAttribute('href')).toBe(grafana);
    await page.context().close();
  });

  it('keeps in its address over which time it tells', async () => {
    const page = await browser.open('/console/system');
    await page.getByText('Since start').click();
    await page.waitForURL(/\/console\/system\?over=start$/);
    await page.reload();
    await page.getByRole('radio', { name: 'Since start', checked: true }).waitFor({ state: 'attached' });
    await page.context().close();
  });

  it('is fit to be seen', async () => {
    for (const query of ['drill', 'cordless drill', 'hammer', 'saw', 'red paint', 'ladder', 'drill'])
      await search(query);
    await lookAt(browser, { name: 'system', address: '/console/system', ready: 'table' });
  });

  it('asks no other host and writes no error', () => {
    expect(browser.faults).toEqual([]);
  });
});
