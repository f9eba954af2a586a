import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { startWeir, type WeirProcess } from '../e2e/weir-process.js';
import { type KnownAddress, knownAddress } from './address.js';
import { startBrowser, type TestBrowser } from './browser.js';
import { lookAt } from './look.js';
import { type OpenIdProvider, startOpenIdProvider } from './provider-process.js';

jest.setTimeout(120_000);

const folder = mkdtempSync(path.join(tmpdir(), 'weir-console-'));
const keys = path.join(folder, 'keys.yaml');
const keyOf = { viewer: 'a-key-for-those-who-look-on', storefront: 'a-key-for-those-who-search' };
const shop = ['--set', 'demo.products=30', '--set', 'plan.retrieval.mode=bm25'];

let address: KnownAddress;
let provider: OpenIdProvider;
let weir: WeirProcess;
let browser: TestBrowser;

beforeAll(async () => {
  writeFileSync(
    keys,
    JSON.stringify([
      { name: 'Otto Looker', key: keyOf.viewer, roles: ['search', 'read'] },
      { name: 'storefront', key: keyOf.storefront, roles: ['search'] },
    ]),
  );
  address = await knownAddress();
  provider = await startOpenIdProvider(`${address.origin}/console/callback`);
  weir = await startWeir([
    ...['--set', `data_dir=${path.join(folder, 'data')}`, ...shop],
    ...['--set', `access.keys_file=${keys}`, '--set', `console.public_url=${address.origin}`],
    ...['--set', `console.oidc.issuer=${provider.issuer}`, '--set', 'console.oidc.client_id=weir'],
    ...['--set', 'console.oidc.client_secret=the-secret-of-weir'],
    ...['--set', 'console.oidc.scopes=openid profile email groups'],
    ...['--set', 'console.oidc.roles={ search-team: editor, everybody: viewer }'],
  ]);
  address.leadTo(weir.httpPort);
  browser = await startBrowser(address.origin);
}, 240_000);
afterAll(async () => {
  await browser.close();
  await Promise.all([weir.end('SIGKILL'), provider.close()]);
  address.close();
  rmSync(folder, { recursive: true });
});

const atProvider = (page: Page): Promise<void> => page.waitForURL(new RegExp(`^${provider.issuer}/interaction/`));
/** What the console's own page is answered, with its cookies. */
const asked = (page: Page, method: string, target: string): Promise<number> =>
  page.evaluate<number>(
    `fetch(${JSON.stringify(target)}, { method: ${JSON.stringify(method)} }).then(({ status }) => status)`,
  );

describe('signing in with a key', () => {
  it('leads to the sign-in page, tells what is wrong, and goes on to where one was going', async () => {
    const page = await browser.open('/console/system?over=start');
    await page.getByRole('heading', { name: 'Sign in to Weir' }).waitFor();
    const field = page.getByLabel('Key', { exact: true });
    await field.fill('no-such-key-has-been-given-out');
    await page.keyboard.press('Enter');
    await page.getByText('The key is not known.').waitFor();
    await field.fill(keyOf.storefront);
    await page.keyboard.press('Enter');
    await page.getByText(/The key may not read/).waitFor();
    await field.fill(keyOf.viewer);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/console\/system\?over=start$/);
    await page.getByRole('heading', { name: 'System' }).waitFor();
    await page.getByRole('button', { name: 'Signed in as Otto Looker' }).waitFor();
    // No script can read who is signed in from the cookie.
    expect(await page.evaluate('document.cookie')).toBe('');
    expect([await asked(page, 'GET', '/v1/experiments'), await asked(page, 'DELETE', '/v1/products/1')]).toEqual([
      200, 403,
    ]);
    await page.context().close();
  });

  it('ends when one signs out, and when the cookie is gone', async () => {
    const page = await browser.open('/console/sign-in?to=%2Fsystem');
    await page.getByLabel('Key', { exact: true }).fill(keyOf.viewer);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Signed in as Otto Looker' }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in to Weir' }).waitFor();
    expect(await asked(page, 'GET', '/v1/system')).toBe(401);

    await page.getByLabel('Key', { exact: true }).fill(keyOf.viewer);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'System' }).waitFor();
    await page.context().clearCookies();
    // The next call finds nobody signed in.
    await page.getByText(/You are not signed in, or no longer/).waitFor();
    expect(page.url()).toContain('to=%2Fsystem');
    await page.context().close();
  });
});

describe('signing in at an OpenID provider', () => {
  const begin = async (target: string): Promise<Page> => {
    const page = await browser.open(target);
    await page.getByRole('link', { name: 'Sign in with your account' }).click();
    await atProvider(page);
    return page;
  };

  it('goes there and comes back to where one was going, as whom the provider knows', async () => {
    const page = await begin('/console/system?over=start');
    await page.getByRole('button', { name: 'ada' }).click();
    await page.waitForURL(/\/console\/system\?over=start$/);
    await page.getByRole('button', { name: 'Signed in as Ada Lovelace' }).click();
    await page.getByText('Ada Lovelace, editor').waitFor();
    const session = await page.evaluate<object>('fetch("/v1/session").then((answer) => answer.json())');
    expect(session).toMatchObject({ signed_in: true, name: 'Ada Lovelace', roles: ['search', 'read', 'edit'] });
    // Without the session's token nothing is changed, whatever the cookie says.
    expect([await asked(page, 'GET', '/v1/experiments'), await asked(page, 'POST', '/v1/experiments')]).toEqual([
      200, 403,
    ]);
    await page.context().close();
  });

  it('says so where somebody has no role, or was refused', async () => {
    const page = await begin('/console/system');
    await page.getByRole('button', { name: 'eve' }).click();
    await page.getByText(/You are known, and may not use this console yet/).waitFor();
    await page.context().clearCookies();
    await page.getByRole('link', { name: 'Sign in with your account' }).click();
    await atProvider(page);
    await page.getByRole('button', { name: 'refuse' }).click();
    await page.getByText(/The sign-in service did not let you in/).waitFor();
    await page.context().close();
  });

  it('lets nobody finish what another browser began', async () => {
    const page = await begin('/console/system');
    const came = page.waitForRequest(/\/console\/callback/);
    await page.getByRole('button', { name: 'bob' }).click();
    const callback = (await came).url();
    await page.getByRole('button', { name: 'Signed in as Bob' }).waitFor();
    const other = await browser.open(new URL(callback).pathname + new URL(callback).search);
    await other.getByText(/begun in another browser/).waitFor();
    expect(await asked(other, 'GET', '/v1/system')).toBe(401);
    await Promise.all([page.context().close(), other.context().close()]);
  });
});

it('the sign-in page is fit to be seen', async () => {
  await lookAt(browser, { name: 'sign-in', address: '/console/sign-in?why=over' });
});

it('asks no other host than the provider, and writes no error but of calls that were refused', () => {
  const others = browser.faults.filter(
    (fault) =>
      !fault.includes(`asked ${provider.issuer}`) &&
      !/status of 40[13]/.test(fault) &&
      !fault.startsWith(provider.issuer),
  );
  expect(others).toEqual([]);
});
