import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';

jest.setTimeout(240_000);

/** Shares of shoppers that click, by variant: the true effect. */
const clicks: Readonly<Record<string, number>> = { control: 0.3, shorter: 0.7 };
const patience = 60_000;

describe('a product manager who tries a shorter page', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-console-'));
  let weir: WeirProcess;
  let browser: TestBrowser;
  let page: Page;

  const search = async (
    shopper: number,
  ): Promise<{
    search_id: string;
    products: readonly { product: { id: string } }[];
    variants: readonly { variant: string }[];
  }> => {
    const attributes = { device: shopper % 3 === 0 ? 'phone' : 'desktop' };
    const response = await weir.post('/v1/search', { query: 'drill', shopper_id: `shopper-${shopper}`, attributes });
    expect(response.status).toBe(200);
    return (await response.json()) as Awaited<ReturnType<typeof search>>;
  };
  /** Shoppers who search once, and click or do not, by what they were shown. */
  const shoppers = async (from: number, to: number): Promise<void> => {
    const events: object[] = [];
    for (let next = from; next < to; next += 10) {
      const some = Array.from({ length: Math.min(10, to - next) }, (_, at) => next + at);
      for (const [at, { search_id: searchId, products, variants }] of (await Promise.all(some.map(search))).entries()) {
        const shopper = some[at]!;
        const rate = clicks[variants[0]?.variant ?? 'control'] ?? 0.3;
        // The golden ratio spreads evenly, so that the effect is the same in every run.
        if ((shopper * 0.618034) % 1 >= rate) continue;
        const about = { search_id: searchId, shopper_id: `shopper-${shopper}`, product_id: products[0]?.product.id };
        events.push({ event_id: `click-${shopper}`, action: 'click', position: 1, ...about });
        if (shopper % 4 === 0)
          events.push({
            event_id: `buy-${shopper}`,
            action: 'purchase',
            revenue_minor: 1999,
            currency: 'EUR',
            ...about,
          });
      }
    }
    const answer = await weir.post('/v1/events', events);
    expect(await answer.json()).toMatchObject({ accepted: events.length, rejections: [] });
  };
  const shows = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor({ timeout: patience });
  const confirm = async (button: string, why: string): Promise<void> => {
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Why').fill(why);
    await dialog.getByRole('button', { name: button }).click();
    await dialog.waitFor({ state: 'detached', timeout: patience });
  };

  beforeAll(async () => {
    weir = await startWeir([
      ...['--set', `data_dir=${folder}`, '--set', 'demo.products=300', '--set', 'plan.deadline_ms=30000'],
      ...['--set', 'plan.ranker.budget_ms=30000', '--set', 'plan.reranker.model=null'],
    ]);
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
    await shoppers(0, 60);
    page = await browser.open('/console/experiments');
    page.setDefaultTimeout(patience);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('writes a draft: what is wrong stands beside its field, what it changes and how long it takes beside the form', async () => {
    await page.getByRole('link', { name: 'New experiment' }).click();
    const key = page.getByLabel('Key', { exact: false }).first();
    await key.fill('Shorter Page!');
    await shows('small letters, digits, _ and -, at most 64');
    expect(await key.getAttribute('aria-invalid')).toBe('true');
    await key.fill('shorter-page');
    await page.getByText('small letters, digits, _ and -, at most 64').waitFor({ state: 'detached' });
    await page.getByLabel('Hypothesis').fill('Fewer products to look at: more shoppers find the one they want.');
    await page.getByLabel('Key of the variant').nth(1).fill('shorter');
    await page.getByLabel('Change a setting').nth(1).click();
    await page.getByRole('option', { name: 'page.size' }).click();
    await page.getByRole('textbox', { name: 'page.size' }).fill('12');
    const diff = page.getByRole('table', { name: 'Changes of the Plan' });
    expect(await diff.innerText()).toMatch(/page\.size\s+24\s+12/);
    await page.getByRole('button', { name: 'Add a condition' }).click();
    await page.locator('input[aria-label="Attribute of condition 1"]').fill('device');
    await page.keyboard.press('Escape');
    await page.locator('input[aria-label="Values of condition 1"]').fill('phone');
    await page.keyboard.press('Enter');
    await shows('Matches 20 of the 60 shoppers who searched in the last seven days');
    await page.getByRole('button', { name: 'Remove condition 1' }).click();
    await shows('Matches 60 of the 60 shoppers');
    await page.getByRole('status', { name: 'Power' }).getByText(/days/).waitFor();
    await page.getByLabel('Secondary').first().click();
    await page.getByRole('option', { name: 'Revenue per shopper' }).click();
    await page.keyboard.press('Escape');
    await page.getByLabel('Traffic').fill('50');
    await page.getByRole('button', { name: 'Write the draft' }).click();
    await shows('A draft: nobody sees it yet');
  });

  it('starts it, lets everybody in, and sees the results come by themselves', async () => {
    await page.getByRole('button', { name: 'Start' }).click();
    await confirm('Start', 'let us see');
    await shows('running');
    await page.getByRole('button', { name: 'Ramp up' }).click();
    await confirm('Ramp up to 100', 'nothing broke');
    await page.getByRole('button', { name: 'Ramp up' }).waitFor({ state: 'detached' });
    await shoppers(100, 500);
    await shows('Ship it');
    await shows(/shorter is better by .* in ctr/);
    await page.getByRole('table', { name: 'Results' }).getByText('better').first().waitFor();
    await page.getByRole('table', { name: 'Breakdown' }).getByText('phone').waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('table', { name: 'Course of shorter' }).waitFor();
  });

  it('finds the view again by its address, and takes the table along', async () => {
    await page.getByLabel('Only who saw a difference').check();
    await page.waitForURL(/triggered=true/);
    await page.reload();
    expect(await page.getByLabel('Only who saw a difference').isChecked()).toBe(true);
    await page.getByLabel('Only who saw a difference').uncheck();
    await page.getByRole('button', { name: 'Download' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'CSV' }).click(),
    ]);
    const rows = readFileSync(await file.path(), 'utf8').split('\r\n');
    expect(rows[0]).toContain('experiment,phase,metric,role,variant,units,value,effect');
    expect(rows.filter((row) => row.startsWith('shorter-page,1,ctr,primary,'))).toHaveLength(2);
  });

  it('is fit to be seen', async () => {
    await lookAt(browser, { name: 'experiments', address: '/console/experiments', ready: 'table' });
    await lookAt(browser, {
      name: 'experiment-form',
      address: '/console/experiments/key/shorter-page/edit',
      ready: 'form',
    });
    await lookAt(browser, {
      name: 'experiment',
      address: '/console/experiments/key/shorter-page',
      ready: '.recharts-surface',
    });
  });

  it('ships the winner: the base Plan has it from the next search on, and the log says who did what', async () => {
    await page.getByRole('button', { name: 'Ship' }).click();
    await page.getByRole('dialog').getByRole('table').getByText('12').waitFor();
    await confirm('Ship shorter', 'it won');
    await shows('stopped, shipped');
    await shows('shipped a variant');
    await shows('let more shoppers take part');
    expect((await search(1)).products).toHaveLength(12);
    await lookAt(browser, { name: 'base-plan', address: '/console/experiments/plan', ready: 'table' });
    await page.goto(new URL('/console/experiments/plan', page.url()).href);
    await shows('changed here');
    await page.getByRole('button', { name: 'Restore the configuration' }).click();
    await confirm('Restore', 'only a test');
    await page.getByText('changed here', { exact: true }).first().waitFor({ state: 'detached' });
    expect((await search(1)).products).toHaveLength(24);
  });

  it('asks no other host and writes no error', () => {
    expect(browser.faults).toEqual([]);
  });
});
