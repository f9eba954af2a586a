import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';

jest.setTimeout(240_000);

/** Asks again until it is so. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** What the machine has to do beside must not decide what is found. */
const unhurried = [
  'deadline_ms=30000',
  'retrieval.budget_ms=20000',
  'ranker.budget_ms=20000',
  'reranker.budget_ms=20000',
];

describe('the queries of a shop', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-queries-'));
  let weir: WeirProcess;
  let browser: TestBrowser;
  let page: Page;

  beforeAll(async () => {
    const settings = unhurried.flatMap((setting) => ['--set', `plan.${setting}`]);
    weir = await startWeir(['--set', `data_dir=${folder}`, '--set', 'demo.products=600', ...settings]);
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
    page = await browser.open('/console/queries');
    page.setDefaultTimeout(60_000);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const search = async (query: string, shoppers: number): Promise<void> => {
    for (let number = 0; number < shoppers; number++) {
      const answer = await weir.post('/v1/search', { query, shopper_id: `person-${number}` });
      expect(answer.status).toBe(200);
    }
  };
  const simulation = async (): Promise<{
    readonly state: string;
    readonly searches: number;
    readonly clicks: number;
  }> => (await (await weir.fetch('/v1/simulation')).json()) as never;
  const rows = (): Promise<readonly string[]> => page.locator('tbody tr td:first-child').allInnerTexts();

  it('says what to do where nobody has searched, and does it at a press of its button', async () => {
    await page.getByRole('heading', { name: 'Nobody has searched yet' }).waitFor();
    await page.getByRole('button', { name: 'Start simulated traffic' }).click();
    // They come through the cascade, and the page follows by itself.
    await page.getByRole('tab', { name: /^Top/ }).waitFor();
    await until(async () => (await rows()).length >= 10);
    await page.getByRole('button', { name: /Simulated traffic is running/ }).waitFor();
    expect(await simulation()).toMatchObject({ state: 'running' });
  });

  it('shows what people search for beside, as it comes', async () => {
    await search('zzyzx qwfp', 4);
    await search('couch', 12);
    await page.locator('tbody').getByRole('button', { name: 'couch', exact: true }).waitFor();
  });

  it('lists what found nothing and what nobody clicked', async () => {
    await page.getByRole('tab', { name: /^No results/ }).click();
    await page.locator('tbody').getByRole('button', { name: 'zzyzx qwfp' }).waitFor();
    await until(async () => (await rows()).join() === 'zzyzx qwfp');
    await page.getByRole('tab', { name: /^No clicks/ }).click();
    await page.locator('tbody').getByRole('button', { name: 'couch', exact: true }).waitFor();
    await until(async () => (await rows())[0] === 'couch');
    expect(page.url()).toContain('kind=zero_click');
  });

  it('leaves out simulated shoppers where that is asked', async () => {
    await page.getByRole('tab', { name: /^Top/ }).click();
    await page.getByRole('switch', { name: 'Real shoppers only' }).click();
    await until(async () => (await rows()).join() === 'couch,zzyzx qwfp');
    await page.getByRole('switch', { name: 'Real shoppers only' }).click();
    await until(async () => (await rows()).length > 2);
  });

  it('opens one in detail, and leads to the workbench', async () => {
    await until(async () => (await simulation()).clicks > 20);
    const answer = await weir.fetch('/v1/queries?limit=200');
    const { queries } = (await answer.json()) as { readonly queries: readonly { query: string; clicks: number }[] };
    const { query } = queries.reduce((best, each) => (each.clicks > best.clicks ? each : best));
    await page.goto(`http://127.0.0.1:${weir.httpPort}/console/queries?query=${encodeURIComponent(query)}`);
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('heading', { name: 'What was clicked' }).waitFor();
    await drawer.getByRole('img', { name: /^Searches over time/ }).waitFor();
    expect(await drawer.locator('tbody tr').count()).toBeGreaterThan(0);
    const workbench = await drawer.getByRole('link', { name: 'Open in the workbench' }).getAttribute('href');
    expect(workbench).toBe(`/console/search?q=${encodeURIComponent(query)}`);
    await lookAt(browser, {
      name: 'query',
      address: `/console/queries?query=${encodeURIComponent(query)}`,
      ready: '[role="dialog"] .recharts-bar-rectangle',
    });
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
  });

  it('saves the list as a file', async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('queries-top.csv');
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/^query,searches,/);
    expect(lines.some((line) => line.startsWith('couch,12,'))).toBe(true);
  });

  it('sends simulated shoppers away', async () => {
    await page.getByRole('button', { name: /Simulated traffic is running/ }).click();
    await page.getByRole('button', { name: 'Stop simulated traffic' }).click();
    await page.getByRole('button', { name: /Simulated traffic is running/ }).waitFor({ state: 'hidden' });
    const { state, searches } = await simulation();
    expect([state, (await simulation()).searches]).toEqual(['stopped', searches]);
  });

  it('is fit to be seen', async () => {
    await lookAt(browser, { name: 'queries', address: '/console/queries', ready: '[role="tablist"]' });
    await lookAt(browser, {
      name: 'queries-no-clicks',
      address: '/console/queries?kind=zero_click',
      ready: '[role="tablist"]',
    });
    expect(browser.faults).toEqual([]);
  });
});
