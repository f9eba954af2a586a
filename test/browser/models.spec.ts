import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openRegistry, promote } from '@weir/registry';
import type { Page } from 'playwright-core';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';
import { writeTwoRankers } from './two-rankers.js';

jest.setTimeout(180_000);

describe('the models in the console', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-console-models-'));
  const models = path.join(folder, 'models');
  let weir: WeirProcess;
  let browser: TestBrowser;

  beforeAll(async () => {
    writeTwoRankers(models);
    const motive = { why: 'best of the folds', who: 'Ada' };
    await promote(openRegistry(models), 'ranker-shop@2.2.0', 'champion', motive);
    const settings = [
      ...[`data_dir=${path.join(folder, 'data')}`, `models_dir=${models}`, 'demo.products=400'],
      ...['plan.ranker.model=ranker-shop@2.2.0', 'plan.deadline_ms=30000', 'plan.ranker.budget_ms=20000'],
      ...['plan.reranker.budget_ms=20000'],
    ];
    weir = await startWeir(settings.flatMap((setting) => ['--set', setting]));
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const served = async (): Promise<unknown> => {
    const answer = await weir.post('/v1/search', { query: 'drill', explain: true });
    const { plan } = (await answer.json()) as { readonly plan: { readonly ranker: { readonly model: string } } };
    return plan.ranker.model;
  };
  const say = async (page: Page, why: string, button: string): Promise<void> => {
    await page.getByRole('dialog').getByLabel('Why').fill(why);
    await page.getByRole('dialog').getByLabel('Your name').fill('Grace');
    await page.getByRole('dialog').getByRole('button', { name: button }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  };

  it('has the Plan follow promotions, in the places that have a champion', async () => {
    const page = await browser.open('/console/models');
    await page.getByRole('button', { name: 'Follow promotions' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
      'ranker.model: ranker-shop@champion, which is 2.2.0, in place of ranker-shop@2.2.0',
    ]);
    await dialog.getByLabel('Why').fill('we promote often');
    await dialog.getByRole('button', { name: 'Follow promotions' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Follow promotions' }).waitFor({ state: 'detached' });
    expect(await (await weir.fetch('/v1/plan')).json()).toMatchObject({
      overrides: { ranker: { model: 'ranker-shop@champion' } },
    });
    expect(await served()).toBe('ranker-shop@2.2.0');
    await page.context().close();
  });

  it('shows what a new version is worth, promotes it to the next search, and rolls it back', async () => {
    const page = await browser.open('/console/models');
    await page.getByRole('link', { name: 'ranker-shop 2.3.0' }).click();
    await page.getByRole('heading', { name: 'ranker-shop', level: 1 }).waitFor();
    const row = page.getByRole('row', { name: /esci retrieved NDCG@10/ }).first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(/0\.7254\s+0\.7213\s+0\.0041\s*better/);

    await page.getByRole('button', { name: 'Verify' }).click();
    await page.getByText('Every file is what the manifest says.').waitFor();

    await page.getByRole('button', { name: 'Promote to champion' }).click();
    await say(page, 'better on esci', 'Promote');
    await page.getByText('The next search gets ranker-shop@2.3.0').waitFor();
    expect(await served()).toBe('ranker-shop@2.3.0');
    await page.getByText('better on esci').waitFor();

    await page.getByRole('button', { name: 'Roll back to 2.2.0' }).click();
    await say(page, 'complaints about shoes', 'Roll back to 2.2.0');
    await page.getByText('The next search gets ranker-shop@2.2.0').waitFor();
    expect(await served()).toBe('ranker-shop@2.2.0');
    await page.context().close();
  });

  it('compares two versions over what shoppers search, and leads to the searches that differ', async () => {
    const page = await browser.open('/console/models?view=shadow&challenger=ranker-shop@2.3.0');
    await page.getByRole('combobox', { name: 'Share' }).click();
    await page.getByRole('option', { name: 'every search' }).click();
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('heading', { name: 'ranker-shop 2.3.0 against ranker-shop 2.2.0' }).waitFor();

    const words = ['drill', 'saw', 'lamp', 'red shoes', 'garden hose', 'blue chair', 'kettle', 'rug', 'mug', 'desk'];
    for (const query of words) await weir.post('/v1/search', { query });
    await page.getByText('Overlap of ten').waitFor();
    await page.getByRole('img', { name: /Searches by how many of the first ten/ }).waitFor();
    const different = page.getByRole('table', { name: 'Searches that differ most' });
    await different.waitFor();
    expect(await different.getByRole('link').first().getAttribute('href')).toMatch(/^\/console\/search\?q=./);
    await page.context().close();
  });

  it('is fit to be seen', async () => {
    await lookAt(browser, { name: 'models', address: '/console/models', ready: 'h2' });
    const version = '/console/models/ranker-shop?version=2.3.0';
    await lookAt(browser, { name: 'model', address: version, ready: 'text=NDCG@10 out of fold' });
    await lookAt(browser, { name: 'shadow', address: '/console/models?view=shadow', ready: 'text=Overlap of ten' });
  });

  it('asks no other host and writes no error', () => {
    expect(browser.faults).toEqual([]);
  });
});
