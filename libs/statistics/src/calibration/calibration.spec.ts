import { calibrate } from './calibrate.js';
import type { Random } from './draws.js';
import { between } from './guarantee.js';

/** Marsaglia's xorshift128 (Xorshift RNGs, 2003): another generator than the one that the command uses. */
function xorshift(seed: number): Random {
  let x = seed | 1;
  let y = 362_436_069;
  let z = 521_288_629;
  let w = 88_675_123;
  return () => {
    const mixed = x ^ (x << 11);
    x = y;
    y = z;
    z = w;
    w = w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8);
    return (w >>> 0) / 2 ** 32;
  };
}

describe('calibration', () => {
  it('holds with few experiments, and tells progress to the end', () => {
    const seen: number[] = [];
    let total = 0;
    const guarantees = calibrate({
      tests: 200,
      random: xorshift(5),
      onProgress: (done, all) => {
        seen.push(done);
        total = all;
      },
    });
    expect(guarantees.filter(({ holds }) => !holds)).toEqual([]);
    expect(seen.at(-1)).toBe(total);
    expect(total).toBe(10 * 200 + 2 * 20 + 40);
  }, 60_000);

  it('finds the same with the same random numbers', () => {
    const found = (seed: number) => calibrate({ tests: 10, random: xorshift(seed) }).map(({ measured }) => measured);
    expect(found(7)).toEqual(found(7));
    expect(found(7)).not.toEqual(found(9));
  });

  it('says of a value outside its bounds that the guarantee does not hold', () => {
    expect(between('x', 'y', 0.2, [0, 0.05]).holds).toBe(false);
    expect(between('x', 'y', NaN, [0, 0.05]).holds).toBe(false);
  });
});
