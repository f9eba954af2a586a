import { choose, type Contestant, isAsGood } from './choose.js';

const contestant = (level: number, ndcg: readonly number[], fits = true): Contestant => ({ level, ndcg, fits });
const flat = (value: number): number[] => Array.from({ length: 20 }, () => value);
/** Better by `mean` on average, by more on some queries and less on others. */
const noisy = (value: number, mean: number, spread: number): number[] =>
  flat(value).map((base, at) => base + mean + (at % 2 === 0 ? spread : -spread));

describe('choosing between Plans', () => {
  it('takes the dearer one that is better by more than a standard error', () => {
    expect(choose([contestant(0, flat(0.5)), contestant(1, noisy(0.5, 0.05, 0.1))])).toBe(1);
  });

  it('takes the cheaper one where the gain is within a standard error of nothing', () => {
    expect(choose([contestant(0, flat(0.5)), contestant(1, noisy(0.5, 0.009, 0.1))])).toBe(0);
    expect(choose([contestant(1, noisy(0.5, 0.009, 0.1)), contestant(0, flat(0.5))])).toBe(1);
  });

  it('does not let a wide standard error excuse a loss of more than .01', () => {
    expect(choose([contestant(0, flat(0.5)), contestant(1, noisy(0.5, 0.011, 0.3))])).toBe(1);
  });

  it('takes the cheaper one of equals, and the first of equals of one level', () => {
    expect(choose([contestant(2, flat(0.5)), contestant(1, flat(0.5)), contestant(1, flat(0.5))])).toBe(1);
  });

  it('takes the best of one level', () => {
    expect(choose([contestant(0, flat(0.4)), contestant(1, flat(0.5)), contestant(1, flat(0.6))])).toBe(2);
  });

  it('takes the cheapest where one query is all there is', () => {
    expect(choose([contestant(1, [1]), contestant(0, [0])])).toBe(1);
  });

  it('leaves out one that is not within its budgets, unless none is', () => {
    expect(choose([contestant(0, flat(0.5)), contestant(1, flat(0.9), false)])).toBe(0);
    expect(choose([contestant(0, flat(0.5), false), contestant(1, flat(0.9), false)])).toBe(1);
  });
});

describe('being as good as another', () => {
  it('allows a loss of one standard error of the paired difference', () => {
    expect(isAsGood(noisy(0.5, -0.009, 0.1), flat(0.5))).toBe(true);
    expect(isAsGood(noisy(0.5, -0.05, 0.1), flat(0.5))).toBe(false);
    expect(isAsGood(flat(0.5), flat(0.5))).toBe(true);
    expect(isAsGood(flat(0.6), flat(0.5))).toBe(true);
    expect(isAsGood([0], [1])).toBe(true);
  });
});
