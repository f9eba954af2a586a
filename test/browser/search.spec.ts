import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoShop } from '@weir/catalogue';
import { evaluateRun, judgeRanking, ndcg, parseTrecMeasures, readQrels, readQueries } from '@weir/evaluation';
import type { Page } from 'playwright-core';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';

const products = 1000;
/** Judged queries of the demonstration shop that are run. */
const judged = 24;
const patience = { timeout: 60_000 };

jest.setTimeout(240_000);

describe('the search workbench', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-workbench-'));
  let weir: WeirProcess;
  let browser: TestBrowser;
  let page: Page;
  let runAddress = '';

  beforeAll(async () => {
    // Late stages would change what is shown on a slow machine.
    const budgets = ['encode_budget_ms', 'budget_ms'].map((name) => `plan.retrieval.${name}=30000`);
    const settings = [
      ...[`data_dir=${folder}`, `demo.products=${products}`, 'plan.deadline_ms=60000', ...budgets],
      ...['plan.ranker.budget_ms=30000', 'plan.reranker.budget_ms=30000'],
    ];
    weir = await startWeir(settings.flatMap((setting) => ['--set', setting]));
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
    page = await browser.open('/console/search');
    page.setDefaultTimeout(patience.timeout);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const list = (side: string) => page.getByRole('list', { name: `Products of Plan ${side}` }).getByRole('listitem');
  const idsOf = (side: string) =>
    list(side).evaluateAll((rows) =>
      rows.map((row) => (row as unknown as { dataset: { product: string } }).dataset.product),
    );
  const ndcgOf = (side: string) => page.locator(`[data-ndcg="${side.toLowerCase()}"]`);

  it('shows what two Plans make of a query, side by side, and keeps both in the address', async () => {
    await page.getByLabel('Query', { exact: true }).fill('cordless drill');
    await page.keyboard.press('Enter');
    await list('A').first().waitFor();
    await list('B').first().waitFor();
    await page.getByRole('combobox', { name: 'Plan of list B' }).click();
    await page.getByRole('option', { name: 'Words alone' }).click();
    await page.waitForURL(/b=words/);
    await page
      .getByText(/^(new|\+\d+)$/)
      .first()
      .waitFor();
    const again = await browser.open(new URL(page.url()).pathname + new URL(page.url()).search);
    await again.getByRole('list', { name: 'Products of Plan B' }).getByRole('listitem').first().waitFor(patience);
    expect(await again.getByRole('combobox', { name: 'Plan of list B' }).inputValue()).toBe('Words alone');
    await again.context().close();
    expect(await page.getByRole('list', { name: 'Time by stage' }).first().innerText()).toMatch(
      /Retrieval\s.*ms of 30\ss/,
    );
  });

  it('says why a product stands where it stands', async () => {
    await list('A').first().focus();
    await page.keyboard.press('Enter');
    const why = page.getByRole('dialog');
    await why.getByRole('list', { name: 'Contributions of features' }).first().waitFor();
    const byPlanA = why.getByRole('region', { name: 'Why by Plan A' });
    expect(await byPlanA.innerText()).toMatch(
      /retrieved \d+\.[\s\S]*ranked \d+\.[\s\S]*reranked \d+\.[\s\S]*shown 1\./,
    );
    expect(await byPlanA.getByRole('list', { name: 'Score by field' }).innerText()).toMatch(/title\s+\+\d/);
    await byPlanA.getByText(/more features/).click();
    await byPlanA.getByText('Only those that matter most').waitFor();
    expect(await why.getByRole('region', { name: 'Why by Plan B' }).innerText()).toContain(
      'The ranker did not see it.',
    );
    await page.keyboard.press('Escape');
    await why.waitFor({ state: 'detached' });
  });

  it('edits a Plan as a form and as JSON, and repeats what the server says of it', async () => {
    await page.getByRole('button', { name: 'Edit Plan B' }).click();
    const editor = page.getByRole('dialog', { name: 'Plan B' });
    await editor.getByLabel('Candidates', { exact: true }).fill('200');
    await editor.getByText('retrieval.depth').waitFor();
    await editor.getByLabel('As JSON').fill('{"retrieval": {"depth": 0, "deepth": 1}}');
    await editor.getByRole('button', { name: 'Use this Plan' }).click();
    await editor.getByRole('alert').getByText('there is no such setting').first().waitFor();
    await editor.getByLabel('As JSON').fill('{"retrieval": {"mode": "bm25"}, "reranker": {"model": null}}');
    await editor.getByRole('button', { name: 'Use this Plan' }).click();
    await editor.waitFor({ state: 'detached' });
    expect(await page.getByRole('combobox', { name: 'Plan of list B' }).inputValue()).toBe('Own Plan');
    expect(new URL(page.url()).searchParams.get('b')).toBe('{"retrieval":{"mode":"bm25"},"reranker":{"model":null}}');
  });

  it('counts grades into NDCG@10 as they are given from the keyboard, as weir eval does', async () => {
    await page.getByRole('button', { name: 'Begin to grade' }).click();
    await page
      .getByRole('group', { name: /^Grade of/ })
      .first()
      .waitFor();
    expect(await ndcgOf('A').innerText()).toBe('–');
    const given = [1, 0, 3, 2, 0];
    await list('A').first().focus();
    for (const grade of given) {
      await page.keyboard.press(String(grade));
      await page.keyboard.press('ArrowDown');
    }
    const ids = { A: await idsOf('A'), B: await idsOf('B') };
    const judgments = new Map(given.map((grade, at) => [ids.A[at]!, grade]));
    for (const side of ['A', 'B'] as const) {
      const expected = ndcg(judgeRanking(ids[side], judgments), 10).toFixed(3);
      await page.waitForFunction(
        ([place, value]) =>
          (
            globalThis as unknown as { document: { querySelector(place: string): { textContent: string } } }
          ).document.querySelector(place).textContent === value,
        [`[data-ndcg="${side.toLowerCase()}"]`, expected] as const,
      );
    }
    await page.getByText('5 of 10 judged').first().waitFor();
    // They are kept, not only shown.
    await page.reload();
    await page.getByText('5 of 10 judged').first().waitFor();
  });

  it('tells a grader that somebody else graded the product meanwhile', async () => {
    const [first] = await idsOf('A');
    const grade = { query: 'Cordless  drill', grades: [{ product_id: first, grade: 0 }], author: 'bo' };
    // Live updates would show it at once: the page is kept from hearing of it.
    await page.route('**/v1/judgment-sets/*/grades?*', (route) => route.abort());
    await weir.post('/v1/judgment-sets/judgments/grades', grade);
    await list('A').first().focus();
    await page.keyboard.press('3');
    await page.getByText(/graded by somebody else meanwhile \(bo gave it 0\)/).waitFor();
    await page.unroute('**/v1/judgment-sets/*/grades?*');
    await page.reload();
    await page
      .getByRole('listitem', { name: /graded 0/ })
      .first()
      .waitFor();
  });

  it('saves the query into a set and runs two Plans over it', async () => {
    await page.getByRole('button', { name: 'Save query' }).click();
    await page.getByRole('menuitem', { name: 'New query set' }).click();
    await page.getByLabel('Name').fill('Tools');
    await page.getByRole('button', { name: 'Begin the set' }).click();
    await page.getByText('Tools is there.').waitFor();
    await takeDemoJudgments(weir);
    await page.goto(`http://127.0.0.1:${weir.httpPort}/console/search/sets`);
    await page.getByRole('link', { name: 'Tools' }).click();
    await page.getByRole('link', { name: 'cordless drill' }).waitFor();
    await page.getByRole('combobox', { name: 'Plan A' }).click();
    await page.getByRole('option', { name: 'Vectors alone' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.waitForURL(/search\/runs\/tools~/);
    await page.getByRole('table', { name: 'Measures' }).waitFor();
    runAddress = new URL(page.url()).pathname;
    const row = page.getByRole('row', { name: /NDCG@10/ });
    expect(await row.innerText()).toMatch(/0\.\d{3}\s+0\.\d{3}\s+[+\u2212]0\.\d{3}/);
    const numbers = (/\d+, \d+, \d+/.exec(await row.innerText())?.[0] ?? '').split(', ').map(Number);
    expect(numbers.reduce((sum, value) => sum + value, 0)).toBe(judged + 1);
  });

  it('opens the query that got worst in the workbench, with both Plans', async () => {
    const worst = page.getByRole('region', { name: 'Queries' }).getByRole('listitem').first().getByRole('link');
    const query = (await worst.innerText()).split('\n')[0]!;
    await worst.click();
    await list('B').first().waitFor();
    expect(await page.getByLabel('Query', { exact: true }).inputValue()).toBe(query);
    expect(await page.getByRole('combobox', { name: 'Plan of list A' }).inputValue()).toBe('Vectors alone');
    expect(await page.getByRole('combobox', { name: 'Plan of list B' }).inputValue()).toBe('Base Plan');
  });

  it('exports files that weir eval reads', async () => {
    await page.goto(`http://127.0.0.1:${weir.httpPort}/console/search/sets`);
    const download = async (name: string): Promise<string> => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name }).click()]);
      const to = path.join(folder, file.suggestedFilename());
      await file.saveAs(to);
      return to;
    };
    const qrelsFile = await download('qrels, TREC of Judgments');
    const [qrels, queries] = [await readQrels(qrelsFile), await readQueries(await download('queries of Judgments'))];
    expect([...queries.keys()].sort()).toEqual([...qrels.keys()].sort());
    const [id, judgments] = [...qrels].find(([each]) => queries.get(each)?.toLowerCase() === 'cordless drill')!;
    expect(judgments.size).toBe(5);
    // As `weir eval --run` measures the list that the page shows.
    const answer = (await (
      await weir.post('/v1/search', { query: 'cordless drill', plan: {}, page_size: 20 })
    ).json()) as {
      readonly products: readonly { readonly product: { readonly id: string } }[];
    };
    const run = new Map([[id, answer.products.map(({ product }, at) => ({ id: product.id, score: -at }))]]);
    const { summary } = evaluateRun(run, qrels, { measures: parseTrecMeasures('num_rel_ret'), complete: false });
    expect(summary[0]!.value).toBeGreaterThan(0);
    writeFileSync(path.join(folder, 'copy.txt'), readFileSync(qrelsFile));
    expect(await readQrels(path.join(folder, 'copy.txt'))).toEqual(qrels);
  });

  it('is fit to be seen', async () => {
    const workbench = '/console/search?q=cordless+drill&b=words';
    await lookAt(browser, { name: 'search', address: workbench, ready: '[data-list] [data-product]', top: true });
    const [first] = await idsOfAnswer(weir);
    await lookAt(browser, {
      name: 'search-why',
      address: `${workbench}&product=${first!}`,
      ready: '[role=dialog] h3',
      top: true,
    });
    await lookAt(browser, {
      name: 'search-edit',
      address: `${workbench}&edit=b`,
      ready: '[role=dialog] textarea',
      top: true,
    });
    await lookAt(browser, { name: 'search-sets', address: '/console/search/sets' });
    await lookAt(browser, { name: 'search-set', address: '/console/search/sets/tools', ready: 'tbody' });
    await lookAt(browser, { name: 'search-run', address: runAddress, ready: 'table' });
  }, 480_000);

  it('asks no other host and writes no error that was not made here', () => {
    // The refusals above: a Plan that is wrong, a stale grade, and what was kept from the page.
    const made = /status of (400|409)|ERR_FAILED/;
    expect(browser.faults.filter((fault) => !made.test(fault))).toEqual([]);
  });
});

/** Judged queries of the demonstration shop, into the sets that the page has begun. */
async function takeDemoJudgments(weir: WeirProcess): Promise<void> {
  const shop = demoShop({ products, seed: 7 });
  let rows = 0;
  for await (const row of shop.rows()) rows += 'fields' in row ? 1 : 0;
  expect(rows).toBe(products);
  const queries = shop.queries().slice(0, judged);
  const qrels = queries.flatMap(({ id, judgments }) =>
    judgments.map(({ id: product, grade }) => `${id} 0 ${product} ${grade}`),
  );
  const words = queries.map(({ id, text }) => `${id}\t${text}`).join('\n');
  const taken = await weir.post('/v1/judgment-sets/judgments/import', { qrels: qrels.join('\n'), queries: words });
  expect(await taken.json()).toMatchObject({ queries: judged, unknown: [] });
  const added = await weir.post('/v1/query-sets/tools/queries', { file: words });
  expect(await added.json()).toMatchObject({ added: judged });
}

async function idsOfAnswer(weir: WeirProcess): Promise<readonly string[]> {
  const answer = (await (await weir.post('/v1/search', { query: 'cordless drill', page_size: 5 })).json()) as {
    readonly products: readonly { readonly product: { readonly id: string } }[];
  };
  return answer.products.map(({ product }) => product.id);
}
