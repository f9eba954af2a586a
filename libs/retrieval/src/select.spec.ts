import fc from 'fast-check';
import { nthLargest, selectBest } from './select.js';

describe('selectBest', () => {
  it('is a sort by score and id, cut off', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 60 }), fc.nat(70), (values, limit) => {
        const scores = Float64Array.from(values);
        const ids = values.map((_, index) => `p${(index * 7919) % 101}`);
        const slots = Uint32Array.from(values.keys());
        const sorted = [...slots].sort(
          (left, right) => scores[right]! - scores[left]! || (ids[left]! < ids[right]! ? -1 : 1),
        );
        expect([...selectBest(slots, limit, { scores, ids })]).toEqual(sorted.slice(0, limit));
      }),
      { numRuns: 500 },
    );
  });

  it('finds the n-th largest of any numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), fc.nat(), (values, seed) => {
        const n = seed % values.length;
        const sorted = [...values].sort((left, right) => right - left);
        expect(nthLargest(Float64Array.from(values), n) === sorted[n]).toBe(true);
      }),
    );
  });
});
