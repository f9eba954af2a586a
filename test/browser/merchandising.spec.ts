import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { KeptRule, SearchResponse } from '@weir/contracts';
import type { Page } from 'playwright-core';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';

jest.setTimeout(180_000);

describe("the merchandiser's path through the console", () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-merchandising-'));
  const query = 'running shoes';
  let weir: WeirProcess;
  let browser: TestBrowser;
  let page: Page;
  /** Products of the query, best first, before there was any rule. */
  let found: readonly { readonly id: string; readonly title: string }[];

  const search = async (body: object = {}): Promise<SearchResponse> => {
    const response = await weir.post('/v1/search', { query, page_size: 24, ...body });
    expect(response.status).toBe(200);
    return (await response.json()) as SearchResponse;
  };
  const top = async (): Promise<string | undefined> => (await search()).products[0]?.product?.id;
  const rules = async (): Promise<readonly KeptRule[]> =>
    ((await (await weir.fetch('/v1/rules')).json()) as { rules: readonly KeptRule[] }).rules;
  const preview = () => page.getByRole('region', { name: 'Preview' });
  const field = (label: string) => page.getByLabel(label, { exact: true }).and(page.locator('input'));
  const save = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).first().waitFor();
  };

  beforeAll(async () => {
    weir = await startWeir([
      ...['--set', `data_dir=${folder}`, '--set', 'demo.products=600'],
      // By words alone, so that a slow machine shows the same.
      ...[
        '--set',
        'plan.deadline_ms=30000',
        '--set',
        'plan.retrieval.encoder=null',
        '--set',
        'plan.retrieval.mode=bm25',
      ],
      ...['--set', 'plan.ranker.model=null', '--set', 'plan.reranker.model=null', '--set', 'plan.reranker.blend=null'],
    ]);
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
    found = (await search()).products.map(({ product }) => ({ id: product?.id ?? '', title: product?.title ?? '' }));
    expect(found.length).toBeGreaterThan(10);
    page = await browser.open('/console/merchandising');
    page.setDefaultTimeout(30_000);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('begins at the empty list: one button leads to a new rule', async () => {
    await page.getByRole('heading', { name: 'No rule yet' }).waitFor();
    await page.getByRole('link', { name: 'New rule' }).click();
    await page.getByRole('heading', { name: 'New rule', level: 1 }).waitFor();
  });

  it('takes the name of who changes things where nobody signs in', async () => {
    await page.getByRole('button', { name: 'Open to everybody' }).click();
    await page.getByRole('menu').getByLabel('Your name').fill('Grace Hopper');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  });

  it('writes a rule for a query, and sees what it changes before it is saved', async () => {
    const wanted = found[7]!;
    await field('Description').fill('The autumn model first');
    await field('Queries').fill(query);
    await field('Queries').press('Enter');
    await field('Products').first().fill(wanted.title);
    await page.getByRole('option', { name: wanted.id }).first().click();
    const after = preview().getByRole('region', { name: /^With the rule/ });
    await after.getByRole('listitem').first().getByText('↑ 7').waitFor();
    expect(await after.getByRole('listitem').first().textContent()).toContain(wanted.title);
    // Nobody sees it yet.
    expect(await top()).toBe(found[0]!.id);
    expect(await rules()).toEqual([]);
  });

  it('is told a mistake beside its field', async () => {
    await field('Key').fill('No Good!');
    await page.getByText('small letters, digits, _ and -, at most 64').waitFor();
    await field('Key').fill('autumn');
  });

  it('saves it, and the next search has it', async () => {
    await page.getByText('On', { exact: true }).click();
    await save();
    await page.getByText('active now').waitFor();
    expect(new URL(page.url()).pathname).toBe('/console/merchandising/key/autumn');
    expect(await top()).toBe(found[7]!.id);
  });

  it('hides a product too', async () => {
    await page.getByRole('button', { name: 'And also…' }).click();
    const action = page.getByRole('group', { name: 'Action 2' });
    await action.getByLabel('Do', { exact: true }).and(page.locator('input')).click();
    await page.getByRole('option', { name: 'Hide' }).click();
    await action.getByLabel('Products', { exact: true }).and(page.locator('input')).fill(found[0]!.title);
    await page.getByRole('option', { name: found[0]!.id }).first().click();
    await preview()
      .getByRole('region', { name: /^Without the rule/ })
      .getByText('gone')
      .waitFor();
    await save();
    await page.getByText(/Grace Hopper changed what it does/).waitFor();
    const ids = (await search()).products.map(({ product }) => product?.id);
    expect(ids[0]).toBe(found[7]!.id);
    expect(ids).not.toContain(found[0]!.id);
  });

  it('schedules it in the own time zone', async () => {
    await field('Start').fill('2031-07-01T09:00');
    await field('End').fill('2031-06-01T09:00');
    await page.getByText('is not after the start').waitFor();
    await field('End').fill('2031-08-01T09:00');
    await save();
    await page.getByText('scheduled').first().waitFor();
    // Europe/Berlin in summer.
    expect((await rules())[0]?.rule?.start_ms).toBe(Date.UTC(2031, 6, 1, 7));
    expect(await top()).toBe(found[0]!.id);
  });

  it('looks fit to be seen, the list and the rule', async () => {
    await field('Start').fill('');
    await page.getByText('Draft', { exact: true }).click();
    await save();
    const put = async (rule: object): Promise<unknown> =>
      weir.fetch(`/v1/rules/${(rule as { key: string }).key}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ rule, author: 'ada' }),
      });
    await put({
      key: 'sold-out-last',
      description: 'What is sold out comes last',
      when: { every_search: true },
      actions: [{ kind: 'bury', filters: [{ field: 'stock', max: 0 }] }],
      state: 'on',
    });
    await put({
      key: 'summer',
      description: 'Summer sale',
      when: { query: { test: 'contains', values: ['sandals', 'swim'] } },
      actions: [{ kind: 'boost', filters: [{ field: 'price', max: 50 }], places: 10 }],
      state: 'on',
      start_ms: Date.UTC(2031, 5, 1),
    });
    await lookAt(browser, { name: 'merchandising', address: '/console/merchandising', ready: 'text=Summer sale' });
    await lookAt(browser, {
      name: 'merchandising-rule',
      address: '/console/merchandising/key/autumn',
      ready: 'section[aria-label^="With the rule"] li',
    });
  });

  it('tests it: one click makes the draft of an experiment', async () => {
    await page.getByRole('button', { name: 'Test this rule' }).click();
    await page.getByRole('link', { name: 'Look at it and start it' }).waitFor();
    const experiment = (await (await weir.fetch('/v1/experiments/rule-autumn')).json()) as Record<string, unknown>;
    expect(experiment).toMatchObject({
      state: 'draft',
      definition: {
        variants: [{ key: 'control' }, { key: 'with', plan: { merchandising: { rules: { autumn: true } } } }],
        metrics: { primary: 'conversion' },
      },
    });
    await page.keyboard.press('Escape');
  });

  it('turns it on from the list, and off', async () => {
    await page.getByRole('link', { name: 'Merchandising' }).click();
    const isOn = page.getByRole('switch', { name: 'On: The autumn model first' });
    await isOn.click({ force: true });
    await page.locator('li', { hasText: 'The autumn model first' }).getByText('active now').waitFor();
    expect(await top()).toBe(found[7]!.id);
    await isOn.click({ force: true });
    await page.locator('li', { hasText: 'The autumn model first' }).getByText('off', { exact: true }).waitFor();
    expect(await top()).toBe(found[0]!.id);
  });

  it('deletes it, asked first', async () => {
    await page.getByRole('link', { name: 'The autumn model first' }).click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete it' }).click();
    await page.getByRole('link', { name: 'Summer sale' }).waitFor();
    expect((await rules()).map(({ rule }) => rule?.key)).toEqual(['sold-out-last', 'summer']);
  });

  it('asks no other host and writes no error', () => {
    expect(browser.faults.filter((fault) => !fault.includes('400 (Bad Request)'))).toEqual([]);
  });
});
