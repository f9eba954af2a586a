import { returnAddress } from './return-address.js';

describe('the address to go on to after signing in', () => {
  it.each(['/console', '/console/', '/console/system?over=start', '/console/search?q=a%20b#top', '/console?x=1'])(
    'is %s where that is one of the console',
    (address) => {
      expect(returnAddress(address)).toBe(address);
    },
  );

  it.each([
    undefined,
    '',
    'https://evil.example/console/',
    '//evil.example/console/',
    '/\\evil.example',
    '/console\\..\\..',
    '/consoles',
    '/v1/session',
    'javascript:alert(1)',
    '/console/\r\nset-cookie: x=1',
  ])('is the first page for %j', (address) => {
    expect(returnAddress(address)).toBe('/console/');
  });
});
