import { parseRedisUrl } from './redis-url.js';

describe('parseRedisUrl', () => {
  it('reads one server, with the usual port and database where it names none', () => {
    expect(parseRedisUrl('redis://cache')).toEqual({
      kind: 'single',
      nodes: [{ host: 'cache', port: 6379 }],
      master: '',
      database: 0,
      tls: false,
      username: undefined,
      password: undefined,
    });
    expect(parseRedisUrl('rediss://[::1]:7000/3')).toMatchObject({
      tls: true,
      nodes: [{ host: '::1', port: 7000 }],
      database: 3,
    });
  });

  it('reads Sentinels with the name of the master, and nodes of a cluster', () => {
    expect(parseRedisUrl('redis+sentinel://a,b:1/shop')).toMatchObject({
      kind: 'sentinel',
      master: 'shop',
      nodes: [
        { host: 'a', port: 26_379 },
        { host: 'b', port: 1 },
      ],
    });
    expect(parseRedisUrl('rediss+cluster://a:1,b:2,c:3')).toMatchObject({ kind: 'cluster', tls: true });
  });

  it('reads a user and a password, either alone, percent-encoded', () => {
    const login = (url: string): unknown[] => [parseRedisUrl(url).username, parseRedisUrl(url).password];
    expect(login('redis://weir:p%40ss@a')).toEqual(['weir', 'p@ss']);
    expect(login('redis://:pass@a')).toEqual([undefined, 'pass']);
    expect(login('redis://weir@a')).toEqual(['weir', undefined]);
  });

  it.each([
    'http://a:secret@b',
    'redis://',
    'redis://:secret@a:70000',
    'redis://:secret@a,b',
    'redis+sentinel://:secret@a',
    'redis+cluster://:secret@a/1',
    'redis://:secret@a/shop',
    'redis://:secret%@a',
  ])('refuses %s, says what a URL looks like, and shows no password', (url) => {
    expect(() => parseRedisUrl(url)).toThrow(/redis:\/\/host:6379\/0/);
    expect(() => parseRedisUrl(url)).not.toThrow(/secret/);
  });
});
