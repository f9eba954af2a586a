import { hash32 } from './hash.js';

describe('hash32', () => {
  // FNV-1a test vectors (Fowler, Noll, Vo; draft-eastlake-fnv), of which the top bit gives way to the digit mark.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('is FNV-1a of %j in the low 31 bits', (term, fnv) => {
    expect(hash32(term)).toBe(fnv & 0x7fffffff);
  });

  it('marks terms with a digit in bit 31', () => {
    expect(hash32('wd40') >>> 31).toBe(1);
    expect(hash32('wd') >>> 31).toBe(0);
  });
});
