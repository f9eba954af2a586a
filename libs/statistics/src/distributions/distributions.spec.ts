import fc from 'fast-check';
import { chiSquareSf } from './chi-square.js';
import { regularizedBeta } from './incomplete-beta.js';
import { logBeta, logGamma } from './log-gamma.js';
import { normalCdf, normalPpf, normalSf } from './normal.js';
import { studentCdf, studentPpf, studentSf } from './student-t.js';

/**
 * Every reference value below was printed by scipy 1.17.1: stats.norm, stats.t, stats.chi2, special.gammaln and the like, but for
 * log beta(50000, 0.5), which is mpmath's (scipy keeps 11 digits of it). */
function relativeError(ours: number, theirs: number): number {
  return Math.abs(ours - theirs) / Math.abs(theirs);
}

describe('normal distribution', () => {
  it.each([
    [0.1, 0.460172162722971],
    [1, 0.15865525393145707],
    [1.96, 0.024997895148220435],
    [2.4, 0.008197535924596131],
    [2.5, 0.006209665325776132],
    [3, 0.0013498980316300933],
    [5, 2.866515718791933e-7],
    [8, 6.22096057427174e-16],
    [13.6, 2.0021672236814843e-42],
    [20, 2.7536241186061556e-89],
    [37, 5.7255712225239266e-300],
  ])('sf(%d)', (z, p) => {
    expect(relativeError(normalSf(z), p)).toBeLessThan(2e-13);
    expect(relativeError(normalCdf(-z), p)).toBeLessThan(2e-13);
    expect(relativeError(normalCdf(z), 1 - p)).toBeLessThan(1e-13);
  });

  it.each([
    [1e-300, -37.0470962993612],
    [1e-42, -13.650681272482842],
    [1e-10, -6.361340902404056],
    [0.001, -3.090232306167813],
    [0.025, -1.9599639845400545],
    [0.3, -0.5244005127080409],
    [0.8, 0.8416212335729143],
    [0.975, 1.959963984540054],
    [0.9999999, 5.199337582290661],
  ])('ppf(%d)', (p, z) => {
    expect(relativeError(normalPpf(p), z)).toBeLessThan(1e-13);
  });

  it('ends at the ends, and refuses what is no probability', () => {
    expect(normalPpf(0.5)).toBeCloseTo(0, 15);
    expect(normalPpf(0)).toBe(-Infinity);
    expect(normalPpf(1)).toBe(Infinity);
    expect(() => normalPpf(1.1)).toThrow('A probability lies in 0..1');
  });
});

describe('Student t distribution', () => {
  it.each([
    [0.01, 5, 0.49620400902129097],
    [2, 1, 0.14758361765043326],
    [1.5, 10.5, 0.08153437895922226],
    [3, 200, 0.0015215235569529524],
    [12, 30, 2.7900927075996303e-13],
    [5, 87654.3, 2.872032371112855e-7],
    [30, 1500, 1.3655539055334341e-155],
    [14, 2500.7, 3.1164951622153805e-43],
    [0.001, 1e6, 0.4996010578858246],
  ])('sf(%d) with %d degrees of freedom', (t, df, p) => {
    expect(relativeError(studentSf(t, df), p)).toBeLessThan(1e-10);
    expect(relativeError(studentCdf(-t, df), p)).toBeLessThan(1e-10);
  });

  it.each([
    [0.975, 1, 12.706204736174694],
    [0.975, 2.5, 3.5746548420036817],
    [0.6, 10, 0.2601848294920803],
    [0.975, 120.3, 1.9798801185270811],
    [0.995, 98765.4, 2.575879084515229],
    [1e-12, 7, -104.02182926264722],
    [0.999999, 3, 103.29946777942898],
  ])('ppf(%d) with %d degrees of freedom', (p, df, t) => {
    expect(relativeError(studentPpf(p, df), t)).toBeLessThan(1e-9);
  });

  it('ppf is the inverse of cdf', () => {
    const probability = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(probability, fc.double({ min: 0.5, max: 1e6, noNaN: true }), (p, df) => {
        expect(studentCdf(studentPpf(p, df), df)).toBeCloseTo(p, 10);
      }),
    );
  });
});

describe('chi-square, gamma and beta', () => {
  it.each([
    [0.1, 1, 0.7518296340458492],
    [3.84, 1, 0.05004352124870519],
    [6.9, 1, 0.008619574960601723],
    [0.2, 2, 0.9048374180359595],
    [30, 4, 4.894437128029217e-6],
    [1230, 1, 1.843014555368686e-269],
    [5, 10, 0.8911780189141513],
  ])('chi-square sf(%d) with %d degrees of freedom', (x, df, p) => {
    expect(relativeError(chiSquareSf(x, df), p)).toBeLessThan(1e-11);
  });

  it.each([
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247],
    [1.5, -0.12078223763524526],
    [4.2, 2.04855563696059],
    [14.9, 24.924132002217277],
    [15.1, 25.458999750992664],
    [1234.5, 7550.550901077894],
  ])('log gamma(%d)', (x, value) => {
    expect(relativeError(logGamma(x), value)).toBeLessThan(1e-12);
  });

  it.each([
    [0.5, 0.5, 1.1447298858494],
    [3, 20.5, -8.508845949928409],
    [50_000, 0.5, -4.83752169928044],
    [1e6, 1e6, -1386300.0033629201],
    [120, 4, -17.407728219256406],
  ])('log beta(%d, %d)', (a, b, value) => {
    expect(relativeError(logBeta(a, b), value)).toBeLessThan(1e-12);
  });

  it.each([
    [0.3, 2, 5, 0.5798250000000003],
    [0.9, 30, 4, 0.5769436641256929],
    [1e-5, 0.5, 300, 0.06171660889397742],
    [0.999, 0.5, 0.5, 0.9798649583666235],
  ])('incomplete beta at %d of (%d, %d)', (x, a, b, value) => {
    expect(relativeError(regularizedBeta(x, a, b), value)).toBeLessThan(1e-11);
  });
});
