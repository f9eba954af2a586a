import { createMemoryRateLimiter } from '@weir/cache';
import { ApiError } from '@weir/contracts';
import { credentialOf, Gate, type GateOptions } from './gate.js';
import { needed, type Role } from './roles.js';

const search = '/weir.v1.SearchService/Search';
const write = 'POST /v1/products';
const key = (name: string, roles: Role[], more = {}) => ({ name, key: `the-key-of-${name}-is-long`, roles, ...more });

describe('Gate', () => {
  let now = 0;
  const gate = (options: Partial<GateOptions>): Gate =>
    new Gate({ keys: [], limiter: createMemoryRateLimiter(() => now), ...options });
  const entering = async (at: Gate, what: string, credential?: string): Promise<string> => {
    try {
      await at.enter(what, credential);
      return 'in';
    } catch (error) {
      return (error as ApiError).code;
    }
  };

  it('lets everybody do everything where nothing is configured', async () => {
    for (const what of [search, write, 'GET /not/listed']) expect(await entering(gate({}), what)).toBe('in');
  });

  it('keeps changes for those with the write token, where only that is configured', async () => {
    const guarded = gate({ writeToken: 'correct-horse-battery' });
    expect(await entering(guarded, search)).toBe('in');
    expect(await entering(guarded, write)).toBe('UNAUTHENTICATED');
    expect(await entering(guarded, write, 'wrong-horse')).toBe('UNAUTHENTICATED');
    expect(await entering(guarded, write, 'correct-horse-battery')).toBe('in');
    expect(await entering(guarded, search, 'wrong-horse')).toBe('UNAUTHENTICATED');
  });

  it('asks everybody for a key of the role, where keys are configured', async () => {
    const roles = ['search', 'events', 'read', 'admin'] as const;
    const guarded = gate({ keys: roles.map((role) => key(role, [role])) });
    for (const [what, need] of Object.entries(needed)) {
      const all = await Promise.all(roles.map((role) => entering(guarded, what, `the-key-of-${role}-is-long`)));
      expect([what, await entering(guarded, what), await entering(guarded, what, 'x')]).toEqual(
        need === 'public' ? [what, 'in', 'in'] : [what, 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
      );
      expect([what, ...all]).toEqual([
        what,
        ...roles.map((role) => (need === 'public' || role === need || role === 'admin' ? 'in' : 'PERMISSION_DENIED')),
      ]);
    }
    expect(await entering(guarded, 'GET /not/listed', 'the-key-of-search-is-long')).toBe('PERMISSION_DENIED');
  });

  it('knows a key by its hash', async () => {
    // printf the-key | sha256sum
    const hash = 'ad44dc8e51cfbfa55e81ddbb626b466241069045066846e7e4cd096131505290';
    const guarded = gate({ keys: [{ name: 'hashed', key_sha256: hash, roles: ['search'] }] });
    expect(await entering(guarded, search, 'the-key')).toBe('in');
    expect(await entering(guarded, search, hash)).toBe('UNAUTHENTICATED');
  });

  it('lets a key in as often as it may, and says when it may again', async () => {
    const guarded = gate({ keys: [key('slow', ['search'], { requests_per_second: 2 }), key('free', ['search'])] });
    const slow = 'the-key-of-slow-is-long';
    const times = (count: number) => Promise.all(Array.from({ length: count }, () => entering(guarded, search, slow)));
    expect(await times(3)).toEqual(['in', 'in', 'RESOURCE_EXHAUSTED']);
    await expect(guarded.enter(search, slow)).rejects.toThrow('try again in 500 ms');
    expect(await entering(guarded, search, 'the-key-of-free-is-long')).toBe('in');
    now += 500;
    expect(await times(2)).toEqual(['in', 'RESOURCE_EXHAUSTED']);
    now += 60_000;
    expect(await times(3)).toEqual(['in', 'in', 'RESOURCE_EXHAUSTED']);
  });
});

describe('credentialOf', () => {
  const of = (headers: Readonly<Record<string, string>>) => credentialOf((name) => headers[name]);

  it('reads either header', () => {
    expect(of({})).toBeUndefined();
    expect(of({ authorization: 'Bearer abc' })).toBe('abc');
    expect(of({ authorization: 'bearer  abc' })).toBe('abc');
    expect(of({ authorization: 'Basic abc' })).toBe('Basic abc');
    expect(of({ 'x-api-key': 'abc' })).toBe('abc');
    expect(of({ authorization: 'Bearer abc', 'x-api-key': 'xyz' })).toBe('xyz');
  });
});
