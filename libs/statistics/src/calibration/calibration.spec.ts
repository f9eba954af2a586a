import { calibrate } from './calibrate.js';
import type { Random } from './draws.js';
import { between } from './guarantee.js';

/** Marsaglia's xorshift128 (Xorshift RNGs, 2003): another generator than the one that the command uses. */
function xorshift(seed: number): Random {
  const state = [seed | 1, 362_436_069, 521_288_629, 88_675_123];
  return () => {
    const [x, y, z, w] = state as [number, number, number, number];
    const mixed = x ^ (x << 11);
    const next = w ^ (w >>> 19) ^ mixed ^ (mixed >>> 8);
    state[0] = y;
    state[1] = z;
    state[2] = w;
    state[3] = next;
    return (next >>> 0) / 2 ** 32;
  };
}

describe('calibration', () => {
  it('holds with few experiments, tells progress to the end, and is repeatable', () => {
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
  });

  it('says of a value outside its bounds that the guarantee does not hold', () => {
    expect(between('x', 'y', 0.2, [0, 0.05]).holds).toBe(false);
    expect(between('x', 'y', NaN, [0, 0.05]).holds).toBe(false);
  });
});
