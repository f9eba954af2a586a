import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startWeir, type WeirProcess } from './weir-process.js';

const secret = 'a-secret-of-the-test-that-is-long-enough';
const keyOf = (role: string): string => `a-key-for-${role}-of-the-test`;
const shop = ['--set', 'demo.products=30', '--set', 'plan.retrieval.mode=bm25'];
const folder = mkdtempSync(path.join(tmpdir(), 'weir-session-'));
const inAnHour = Date.now() + 3_600_000;

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A cookie as a server with the secret would have made it. */
function signed(kept: object, { purpose = 'session', by = secret } = {}): string {
  const text = Buffer.from(JSON.stringify(kept)).toString('base64url');
  return `${text}.${createHmac('sha256', by).update(`${purpose}\n${text}`).digest('base64url')}`;
}

const person = { by: 'oidc', subject: 'ada', name: 'Ada', role: 'admin', until: inAnHour };

describe('sessions of a server with API keys', () => {
  let weir: WeirProcess;
  /** The cookie and the token of somebody who signed in with each key. */
  const sessions = new Map<string, { readonly cookie: string; readonly token: string }>();
  const roles = ['viewer', 'editor', 'admin'];

  beforeAll(async () => {
    const keys = [
      { name: 'viewer', key: keyOf('viewer'), roles: ['search', 'read'] },
      { name: 'editor', key: keyOf('editor'), roles: ['search', 'read', 'edit'] },
      { name: 'admin', key: keyOf('admin'), roles: ['admin'] },
      { name: 'storefront', key: keyOf('storefront'), roles: ['search', 'events'] },
    ];
    writeFileSync(path.join(folder, 'keys.yaml'), JSON.stringify(keys));
    weir = await startWeir([
      ...['--data-dir', path.join(folder, 'keys'), '--set', `access.keys_file=${path.join(folder, 'keys.yaml')}`],
      ...['--set', `console.session_secret=${secret}`, '--set', 'console.public_url=https://weir.example', ...shop],
    ]);
    for (const role of roles) {
      const response = await weir.post('/v1/session', { key: keyOf(role) });
      expect(response.status).toBe(200);
      const [cookie = ''] = response.headers.getSetCookie();
      // Under an https address: encrypted only, of this very host, for no script, sent by no other site.
      expect(cookie).toMatch(
        /^__Host-weir_session=[\w.-]+; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict; Secure$/,
      );
      const { csrf_token: token } = (await response.json()) as { readonly csrf_token: string };
      sessions.set(role, { cookie: cookie.split(';')[0]!, token });
    }
  }, 60_000);
  afterAll(() => weir.end());

  const send = async (what: string, headers: Readonly<Record<string, string>>): Promise<number> => {
    const [method = '', address = ''] = what.split(' ');
    const body = method === 'POST' ? { body: '{}' } : {};
    const type = { 'content-type': 'application/json' };
    return (await weir.fetch(address, { method, headers: { ...type, ...headers }, ...body })).status;
  };
  const whole = (value: string): string => `__Host-weir_session=${value}`;
  /** One that needs nothing, and one that each role but the one before may. */
  const read = 'GET /v1/experiments';
  const edit = 'POST /v1/experiments/none/stop';
  const administer = 'DELETE /v1/products/none';
  const reached = [400, 404, 200];

  it('writes down who is signed in, whatever name is sent', async () => {
    const { cookie, token } = sessions.get('editor')!;
    const headers = { 'content-type': 'application/json', cookie, 'x-weir-csrf': token };
    const variants = ['a', 'b'].map((key) => ({ key, weight: 0.5 }));
    const definition = { key: 'mine', variants, metrics: { primary: 'conversion', secondary: [] } };
    const body = JSON.stringify({ definition, author: 'somebody else' });
    expect((await weir.fetch('/v1/experiments', { method: 'POST', headers, body })).status).toBe(200);
    const changes = await (await weir.fetch('/v1/experiments/mine/changes', { headers })).json();
    expect(changes).toMatchObject({ changes: [{ author: 'editor' }] });
  });

  it.each([
    ['viewer', read, true],
    ['viewer', edit, false],
    ['viewer', administer, false],
    ['editor', read, true],
    ['editor', edit, true],
    ['editor', administer, false],
    ['admin', read, true],
    ['admin', edit, true],
    ['admin', administer, true],
  ])('%s, %s: %s', async (role, what, allowed) => {
    const { cookie, token } = sessions.get(role)!;
    const status = await send(what, { cookie, 'x-weir-csrf': token });
    if (allowed) expect(reached).toContain(status);
    else expect(status).toBe(403);
  });

  it.each<[string, () => string]>([
    ['no cookie', () => ''],
    ['another cookie', () => 'theme=dark; weir_session=x'],
    ['an empty one', () => whole('')],
    ['nonsense', () => whole('nonsense')],
    ['one without a signature', () => whole(signed(person).split('.')[0]!)],
    ['one with an empty signature', () => whole(`${signed(person).split('.')[0]!}.`)],
    ['one of another secret', () => whole(signed(person, { by: 'another-secret-that-is-long-enough-too' }))],
    ['one that was signed as something else', () => whole(signed(person, { purpose: 'oidc' }))],
    ['one that has expired', () => whole(signed({ ...person, until: Date.now() - 1 }))],
    ['one of a key that is gone', () => whole(signed({ by: 'key', key: 'gone', until: inAnHour }))],
    [
      'one that was changed',
      () => {
        const [, signature = ''] = sessions.get('viewer')!.cookie.split('.');
        return whole(`${Buffer.from(JSON.stringify(person)).toString('base64url')}.${signature}`);
      },
    ],
    ['one under the name of unencrypted ones', () => `weir_session=${signed(person)}`],
  ])('%s opens nothing', async (_, cookie) => {
    for (const what of [read, edit, administer, 'GET /v1/live', 'POST /v1/search'])
      expect([what, await send(what, { cookie: cookie() })]).toEqual([what, 401]);
  });

  it('the cookie that those are compared with does', async () => {
    expect(await send(read, { cookie: whole(signed(person)) })).toBe(200);
  });

  it.each<[string, Readonly<Record<string, string>>, number]>([
    ['from the console', { 'sec-fetch-site': 'same-origin' }, 404],
    ['from its public address', { origin: 'https://weir.example' }, 404],
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
    ['from another host of the site', { 'sec-fetch-site': 'same-site', origin: 'https://blog.weir.example' }, 403],
    ['from another site, of an old browser', { origin: 'https://evil.example' }, 403],
    ['from a page that has no origin', { origin: 'null' }, 403],
  ])('a change %s', async (_, headers, status) => {
    const { cookie, token } = sessions.get('admin')!;
    expect(await send(edit, { cookie, 'x-weir-csrf': token, ...headers })).toBe(status);
  });

  it.each([
    ['none', {}],
    ['a wrong one', { 'x-weir-csrf': 'x' }],
  ])('a change with a cookie and %s of the session’s tokens is refused', async (_, headers: Record<string, string>) => {
    const { cookie } = sessions.get('admin')!;
    expect(await send(edit, { cookie, ...headers })).toBe(403);
    expect(await send(edit, { cookie, 'x-weir-csrf': sessions.get('viewer')!.token })).toBe(403);
  });

  it('a key counts beside a cookie, and needs no token', async () => {
    const { cookie } = sessions.get('admin')!;
    expect(await send(edit, { cookie, 'x-api-key': keyOf('admin') })).toBe(404);
    expect(await send(edit, { cookie, 'x-api-key': keyOf('viewer') })).toBe(403);
    expect(await send(read, { cookie, 'x-api-key': 'a-wrong-key-of-the-test' })).toBe(401);
  });

  it('signing out takes the cookie back', async () => {
    const response = await weir.fetch('/v1/session', { method: 'DELETE' });
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-weir_session=; Path=\/; Max-Age=0; /);
    expect(await response.json()).toMatchObject({ signed_in: false, name: '', role: '' });
  });

  it('a sign-in from another site’s page is refused, and so is a key that may not read', async () => {
    const evil = { 'content-type': 'application/json', origin: 'https://evil.example' };
    const body = JSON.stringify({ key: keyOf('viewer') });
    expect((await weir.fetch('/v1/session', { method: 'POST', headers: evil, body })).status).toBe(403);
    expect((await weir.post('/v1/session', { key: keyOf('storefront') })).status).toBe(403);
    expect((await weir.post('/v1/session', { key: '' })).status).toBe(400);
  });

  it('keys cannot be tried for long', async () => {
    const statuses = [];
    for (let time = 0; time < 25; time++)
      statuses.push((await weir.post('/v1/session', { key: `guess ${time}` })).status);
    expect(statuses.at(-1)).toBe(429);
    const refused = await weir.post('/v1/session', { key: keyOf('admin') });
    expect([refused.status, Number(refused.headers.get('retry-after')) > 0]).toEqual([429, true]);
    // Those who are signed in go on.
    expect(await send(read, { cookie: sessions.get('viewer')!.cookie })).toBe(200);
  });
});

describe('a server where nothing is configured', () => {
  let weir: WeirProcess;
  beforeAll(async () => {
    weir = await startWeir(['--data-dir', path.join(folder, 'open'), ...shop]);
  }, 60_000);
  afterAll(() => weir.end());

  it('is open, and says so', async () => {
    const session = (await (await weir.fetch('/v1/session')).json()) as object;
    expect(session).toMatchObject({
      signed_in: false,
      role: 'admin',
      roles: ['admin'],
      with_key: false,
      with_oidc: false,
    });
    expect((await weir.post('/v1/session', { key: 'whatever-key-this-may-be' })).status).toBe(401);
  });

  it('lends no page of another site the trust in whoever reaches it', async () => {
    const stop = '/v1/experiments/none/stop';
    const headers = { origin: 'https://evil.example', 'content-type': 'text/plain' };
    expect((await weir.fetch(stop, { method: 'POST', headers })).status).toBe(403);
    expect((await weir.fetch(stop, { method: 'POST' })).status).toBe(404);
  });
});
