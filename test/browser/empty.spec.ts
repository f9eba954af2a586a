import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';

/** Every page of the console, by the name of its pictures. */
const pages: Readonly<Record<string, string>> = {
  merchandising: '/console/merchandising',
  'merchandising-new': '/console/merchandising/new',
  experiments: '/console/experiments',
  'new-experiment': '/console/experiments/new',
  plan: '/console/experiments/plan',
  system: '/console/system',
  search: '/console/search',
  sets: '/console/search/sets',
  queries: '/console/queries',
  models: '/console/models',
  shadow: '/console/models?view=shadow',
};

jest.setTimeout(120_000);

describe('the console of a Weir that nobody has used yet', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-console-'));
  let weir: WeirProcess;
  let browser: TestBrowser;

  beforeAll(async () => {
    weir = await startWeir(['--set', `data_dir=${folder}`, '--set', 'demo.products=300']);
    browser = await startBrowser(`http://127.0.0.1:${weir.httpPort}`);
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it.each(Object.entries(pages))('%s is fit to be seen', async (name, address) => {
    await lookAt(browser, { name: `empty-${name}`, address });
  });

  it('asks no other host and writes no error', () => {
    expect(browser.faults).toEqual([]);
  });
});
