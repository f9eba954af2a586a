import { ApiError } from '@weir/contracts';
import { credentialOf, Gate, type GateOptions } from './gate.js';
import { needed, type Role } from './roles.js';

const search = '/weir.v1.SearchService/Search';
const write = 'POST /v1/products';
const key = (name: string, roles: Role[], more = {}) => ({ name, key: `the-key-of-${name}-is-long`, roles, ...more });

describe('Gate', () => {
  let now = 0;
  const gate = (options: Partial<GateOptions>): Gate => new Gate({ keys: [], now: () => now, ...options });
  const entering = (at: Gate, what: string, credential?: string): string => {
    try {
      at.enter(what, credential);
      return 'in';
    } catch (error) {
      return (error as ApiError).code;
    }
  };

  it('lets everybody do everything where nothing is configured', () => {
    for (const what of [search, write, 'GET /not/listed']) expect(entering(gate({}), what)).toBe('in');
  });

  it('keeps changes for those with the write token, where only that is configured', () => {
    const guarded = gate({ writeToken: 'correct-horse-battery' });
    expect(entering(guarded, search)).toBe('in');
    expect(entering(guarded, write)).toBe('UNAUTHENTICATED');
    expect(entering(guarded, write, 'wrong-horse')).toBe('UNAUTHENTICATED');
    expect(entering(guarded, write, 'correct-horse-battery')).toBe('in');
    expect(entering(guarded, search, 'wrong-horse')).toBe('UNAUTHENTICATED');
  });

  it('asks everybody for a key of the role, where keys are configured', () => {
    const roles = ['search', 'events', 'read', 'admin'] as const;
    const guarded = gate({ keys: roles.map((role) => key(role, [role])) });
    for (const [what, need] of Object.entries(needed)) {
      const all = roles.map((role) => entering(guarded, what, `the-key-of-${role}-is-long`));
      expect([what, entering(guarded, what), entering(guarded, what, 'x')]).toEqual(
        need === 'public' ? [what, 'in', 'in'] : [what, 'UNAUTHENTICATED', 'UNAUTHENTICATED'],
      );
      expect([what, ...all]).toEqual([
        what,
        ...roles.map((role) => (need === 'public' || role === need || role === 'admin' ? 'in' : 'PERMISSION_DENIED')),
      ]);
    }
    expect(entering(guarded, 'GET /not/listed', 'the-key-of-search-is-long')).toBe('PERMISSION_DENIED');
  });

  it('knows a key by its hash', () => {
    // printf the-key | sha256sum
    const hash = 'ad44dc8e51cfbfa55e81ddbb626b466241069045066846e7e4cd096131505290';
    const guarded = gate({ keys: [{ name: 'hashed', key_sha256: hash, roles: ['search'] }] });
    expect(entering(guarded, search, 'the-key')).toBe('in');
    expect(entering(guarded, search, hash)).toBe('UNAUTHENTICATED');
  });

  it('lets a key in as often as it may, and says when it may again', () => {
    const guarded = gate({ keys: [key('slow', ['search'], { requests_per_second: 2 }), key('free', ['search'])] });
    const slow = 'the-key-of-slow-is-long';
    expect([1, 2, 3].map(() => entering(guarded, search, slow))).toEqual(['in', 'in', 'RESOURCE_EXHAUSTED']);
    expect(() => {
      guarded.enter(search, slow);
    }).toThrow('try again in 500 ms');
    expect(entering(guarded, search, 'the-key-of-free-is-long')).toBe('in');
    now += 500;
    expect([1, 2].map(() => entering(guarded, search, slow))).toEqual(['in', 'RESOURCE_EXHAUSTED']);
    now += 60_000;
    expect([1, 2, 3].map(() => entering(guarded, search, slow))).toEqual(['in', 'in', 'RESOURCE_EXHAUSTED']);
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
