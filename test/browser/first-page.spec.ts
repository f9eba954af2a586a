import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';

jest.setTimeout(120_000);

describe('the first page of the console', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-console-'));
  let weir: WeirProcess;
  let browser: TestBrowser;

  beforeAll(async () => {
    weir = await startWeir(['--set', `data_dir=${folder}`, '--set', 'demo.products=100']);
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Opens it as somebody who was never there. */
  const open = async (): Promise<{ readonly bytes: number; readonly ms: number }> => {
    const page = await browser.open('/console/nowhere');
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    const start = performance.now();
    await page.goto(page.url().replace('nowhere', ''));
    const link = page.getByRole('navigation').getByRole('link').first();
    await link.focus();
    await page.waitForSelector('h1');
    const ms = performance.now() - start;
    await page.waitForLoadState('load');
    await page.context().close();
    return { bytes, ms };
  };

  it('takes less than 300 kB over the network, and is there in less than 1.5 s', async () => {
    const opened = [];
    // The best of some: what else the machine does is not what this is about.
    for (let time = 0; time < 5; time++) opened.push(await open());
    expect(Math.max(...opened.map(({ bytes }) => bytes))).toBeLessThan(300_000);
    expect(Math.min(...opened.map(({ bytes }) => bytes))).toBeGreaterThan(50_000);
    expect(Math.min(...opened.map(({ ms }) => ms))).toBeLessThan(1500);
  });

  it('answers an address that is not there with its own page', async () => {
    const page = await browser.open('/console/nowhere');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.getByRole('link', { name: 'To the first page' }).click();
    await page.waitForURL(/\/console\/[a-z]+/);
  });

  it('lets the keyboard skip the navigation', async () => {
    const page = await browser.open('/console/');
    await page.waitForSelector('h1');
    await page.keyboard.press('Tab');
    expect(await page.evaluate<string>('document.activeElement.textContent.trim()')).toBe('Skip to the page');
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('location.hash')).toBe('#main');
  });

  it('stays dark where dark was chosen', async () => {
    const page = await browser.open('/console/');
    await page.getByRole('button', { name: 'Dark' }).click();
    await page.reload();
    expect(await page.evaluate<string>('document.documentElement.dataset.mantineColorScheme')).toBe('dark');
    await page.getByRole('button', { name: 'Light' }).waitFor();
  });
});
