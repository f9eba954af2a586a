import { isCrossSite } from './cross-site.js';

const trusted = ['https://shop.example'];

describe('a call from another site’s page', () => {
  it.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['is none of a program that is no browser', {}, false],
    ['is none of the server’s own page', { 'sec-fetch-site': 'same-origin', origin: 'http://weir:7700' }, false],
    ['is none that a person typed', { 'sec-fetch-site': 'none' }, false],
    ['is known by what the browser says', { 'sec-fetch-site': 'cross-site' }, true],
    ['is known where the site is the same and the host is not', { 'sec-fetch-site': 'same-site' }, true],
    [
      'is not hidden by an origin that looks right',
      { 'sec-fetch-site': 'cross-site', origin: 'http://weir:7700' },
      true,
    ],
    ['is known by its origin in a browser that says no more', { origin: 'http://evil.example' }, true],
    ['is known by another port', { origin: 'http://weir:7701' }, true],
    ['is known by an origin that is none', { origin: 'null' }, true],
    ['is none by the origin of this host', { origin: 'http://weir:7700' }, false],
    [
      'is let in from an origin that is trusted',
      { 'sec-fetch-site': 'cross-site', origin: 'https://shop.example' },
      false,
    ],
    ['is not let in from one that begins like it', { origin: 'https://shop.example.evil.example' }, true],
  ])('%s', (_, headers, expected) => {
    const all: Readonly<Record<string, string>> = { host: 'weir:7700', ...headers };
    expect(isCrossSite((name) => all[name], trusted)).toBe(expected);
  });
});
