import fc from 'fast-check';
import { thresholdBelow } from './single.js';

const float = fc.oneof(
  fc.float({ noNaN: true }),
  fc.constantFrom(0, -0, Infinity, 2 ** -149, -(2 ** -149), Math.fround(3.4028234663852886e38), -3.4028234663852886e38),
);

it('asks of a double what XGBoost asks of its float32 rounding', () => {
  fc.assert(
    fc.property(float, fc.oneof(fc.double({ noNaN: true }), float), (split, value) => {
      fc.pre(split !== -Infinity);
      expect(value <= thresholdBelow(split)).toBe(Math.fround(value) < split);
    }),
    { numRuns: 2000 },
  );
});

it('draws the line between neighbouring doubles', () => {
  fc.assert(
    fc.property(float, (split) => {
      fc.pre(Number.isFinite(split));
      const threshold = thresholdBelow(split);
      const step = 2 ** -52 * Math.max(Math.abs(threshold), 2 ** -1022);
      expect(Math.fround(threshold) < split).toBe(true);
      expect(Math.fround(threshold + 2 * step) < split || threshold + 2 * step === threshold).toBe(false);
    }),
    { numRuns: 2000 },
  );
});

it('has no threshold for a split that nothing is below', () => {
  expect(thresholdBelow(-Infinity)).toBeNaN();
  expect(thresholdBelow(NaN)).toBeNaN();
});
