import { createMemoryRateLimiter } from '@weir/cache';
import { Gate } from '../../access/gate.js';
import type { Role } from '../../access/roles.js';
import { Sessions } from './sessions.js';
import { Signer } from './signed-text.js';

const ada = { subject: '17', name: 'Ada', role: 'editor' } as const;

describe('Sessions', () => {
  let now = 1_000_000;
  const gateOf = (...roles: Role[]): Gate =>
    new Gate({
      keys:
        roles.length === 0 ? [] : [{ name: 'ours', key: 'the-key-that-is-ours-alone', roles, requests_per_second: 3 }],
      limiter: createMemoryRateLimiter(() => now),
    });
  const sessionsOf = (gate = gateOf('read'), secret = 'a secret'): Sessions =>
    new Sessions({ signer: new Signer(secret), gate, secure: false, lastsMs: 60_000, now: () => now });
  /** What the browser sends of a `Set-Cookie`. */
  const sent = (cookie: string): string => `theme=dark; ${cookie.split(';')[0]!}; other=1`;

  it('know a person by the cookie until it ends', () => {
    const sessions = sessionsOf();
    const cookie = sent(sessions.ofPerson(ada));
    expect(sessions.read(cookie)).toMatchObject({ name: 'Ada', expiresAt: now + 60_000 });
    expect([...sessions.read(cookie)!.roles]).toEqual(['search', 'read', 'edit']);
    now += 60_000;
    expect(sessions.read(cookie)).toBeUndefined();
  });

  it('look up what a key may at every call', () => {
    const gate = gateOf('search', 'read');
    const holder = gate.find('the-key-that-is-ours-alone')!;
    const cookie = sent(sessionsOf(gate).ofKey(holder));
    expect(cookie).not.toContain(holder.digest.toString('base64url'));
    expect(sessionsOf(gate).read(cookie)).toMatchObject({ name: 'ours', limit: { key: 'api-key/ours' } });
    expect([...sessionsOf(gateOf('search')).read(cookie)!.roles]).toEqual(['search']);
    expect(sessionsOf(gateOf()).read(cookie)).toBeUndefined();
  });

  it('give everybody a token of their own that stays the same when they sign in again', () => {
    const sessions = sessionsOf();
    const tokenOf = (subject: string): string => sessions.read(sent(sessions.ofPerson({ ...ada, subject })))!.csrfToken;
    expect(tokenOf('17')).toBe(tokenOf('17'));
    expect(tokenOf('17')).not.toBe(tokenOf('18'));
  });

  it('know nobody by the cookie of another secret, or by none', () => {
    const cookie = sent(sessionsOf().ofPerson(ada));
    expect(sessionsOf(gateOf(), 'another secret').read(cookie)).toBeUndefined();
    expect(sessionsOf().read(undefined)).toBeUndefined();
    expect(sessionsOf().read(sent(sessionsOf().none()))).toBeUndefined();
  });
});
