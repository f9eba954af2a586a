import fc from 'fast-check';
import { adjust } from './multiplicity.js';
import { minimumDetectableEffect, power, sampleSize } from './power.js';
import { sampleRatioMismatch } from './sample-ratio.js';

describe('sample ratio', () => {
  it('gives scipy.stats.chisquare', () => {
    const cookieCats = sampleRatioMismatch([44_700, 45_489], [1, 1]);
    expect(cookieCats.chiSquare).toBeCloseTo(6.9024049496058275, 10);
    expect(cookieCats.pValue).toBeCloseTo(0.008607987810836262, 12);
    const three = sampleRatioMismatch([9100, 950, 1000], [0.8, 0.1, 0.1]);
    expect(three.chiSquare).toBeCloseTo(39.366515837104075, 8);
    expect(three.pValue).toBeCloseTo(2.8292394172963452e-9, 14);
    expect(three.expected[0]).toBeCloseTo(8840, 9);
  });

  it('catches a split that is 1 % off in 200,000 units', () => {
    expect(sampleRatioMismatch([101_000, 99_000], [0.5, 0.5]).pValue).toBeLessThan(1e-5);
  });

  it('does not depend on the scale of the weights or the order of the variants', () => {
    const counts = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(counts, fc.double({ min: 0.01, max: 100, noNaN: true }), (counts, scale) => {
        const weights = counts.map((_, i) => i + 1);
        const { pValue } = sampleRatioMismatch(counts, weights);
        const scaled = sampleRatioMismatch(
          counts,
          weights.map((weight) => weight * scale),
        );
        expect(scaled.pValue).toBeCloseTo(pValue, 9);
        expect(sampleRatioMismatch([...counts].reverse(), weights.reverse()).pValue).toBeCloseTo(pValue, 9);
      }),
    );
  });

  it('is 1 of no units, 0 of units where there should be none, and refuses weights that cannot be', () => {
    expect(sampleRatioMismatch([0, 0], [1, 1]).pValue).toBe(1);
    expect(sampleRatioMismatch([100, 3], [1, 0]).pValue).toBe(0);
    expect(sampleRatioMismatch([100, 0], [1, 0]).pValue).toBe(1);
    expect(() => sampleRatioMismatch([1, 2], [1])).toThrow('one weight a variant');
    expect(() => sampleRatioMismatch([1, 2], [0, 0])).toThrow('one weight a variant');
  });
});

describe('corrections for several p-values', () => {
  const pValues = [0.01, 0.04, 0.03, 0.005, 0.5];

  it('Benjamini-Hochberg gives scipy.stats.false_discovery_control', () => {
    const expected = [0.025, 0.05, 0.05, 0.025, 0.5];
    adjust(pValues, 'benjamini-hochberg').forEach((p, i) => {
      expect(p).toBeCloseTo(expected[i]!, 12);
    });
  });

  it('Holm and Bonferroni by hand', () => {
    [0.04, 0.09, 0.09, 0.025, 0.5].forEach((p, i) => {
      expect(adjust(pValues, 'holm')[i]).toBeCloseTo(p, 12);
    });
    [0.05, 0.2, 0.15, 0.025, 1].forEach((p, i) => {
      expect(adjust(pValues, 'bonferroni')[i]).toBeCloseTo(p, 12);
    });
    expect(adjust([], 'holm')).toEqual([]);
  });

  it('each is stricter than the next, none than no correction, and all keep the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (pValues) => {
        const bonferroni = adjust(pValues, 'bonferroni');
        const holm = adjust(pValues, 'holm');
        const hochberg = adjust(pValues, 'benjamini-hochberg');
        pValues.forEach((p, i) => {
          expect(holm[i]).toBeLessThanOrEqual(bonferroni[i]!);
          expect(hochberg[i]).toBeLessThanOrEqual(holm[i]! + 1e-15);
          expect(hochberg[i]).toBeGreaterThanOrEqual(p - 1e-15);
          pValues.forEach((other, j) => {
            if (p <= other) expect(hochberg[i]).toBeLessThanOrEqual(hochberg[j]!);
          });
        });
      }),
    );
  });
});

describe('power', () => {
  it('gives the textbook size of two proportions', () => {
    // ((1.95996 + 0.84162)^2 (0.04 * 0.96 + 0.042 * 0.958)) / 0.002^2 = 154,301.1
    expect(sampleSize({ mean: 0.04 }, 0.05)).toBe(154_302);
  });

  it('size, power and smallest effect are each other´s inverse', () => {
    const metric = fc.oneof(
      fc.record({ mean: fc.double({ min: 0.01, max: 0.6, noNaN: true }) }),
      fc.record({
        mean: fc.double({ min: 1, max: 100, noNaN: true }),
        deviation: fc.double({ min: 1, max: 100, noNaN: true }),
      }),
    );
    const effect = fc.double({ min: 0.01, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(metric, effect, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (metric, effect, wanted) => {
        const target = { power: wanted, variants: 3 };
        const units = sampleSize(metric, effect, target);
        fc.pre(units > 10);
        expect(power(metric, effect, units, target)).toBeGreaterThanOrEqual(wanted - 1e-9);
        expect(power(metric, effect, units - 1, target)).toBeLessThan(wanted + 1e-3);
        expect(minimumDetectableEffect(metric, units, target)).toBeLessThanOrEqual(effect * (1 + 1e-9));
      }),
    );
  });

  it('a covariate takes its squared correlation off the size', () => {
    const plain = sampleSize({ mean: 10, deviation: 20 }, 0.02);
    expect(sampleSize({ mean: 10, deviation: 20 }, 0.02, { explained: 0.5 }) / plain).toBeCloseTo(0.5, 3);
  });

  it('refuses what cannot be planned, and says where no effect is large enough', () => {
    expect(() => sampleSize({ mean: 0.04 }, 0)).toThrow('smallest that matters');
    expect(() => sampleSize({ mean: 0, deviation: 1 }, 0.1)).toThrow('mean of 0');
    expect(() => sampleSize({ mean: 0.9 }, 0.5)).toThrow('lies in 0..1');
    expect(minimumDetectableEffect({ mean: 0.9 }, 10)).toBe(Infinity);
  });
});
