import fc from 'fast-check';
import { tokenBatches, tokenBudget } from './token-batches.js';

const rowsOf = (lengths: number[]) =>
  lengths.map((length) => ({ ids: new Array<number>(length).fill(1), firstSegment: 1 }));

describe('token batches', () => {
  it('hold every row once, keep to the budget with padding, and are sorted by length', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 130 })), (lengths) => {
        const batches = tokenBatches(rowsOf(lengths));
        const places = batches.flat();
        expect([...places].sort((a, b) => a - b)).toEqual(lengths.map((_, at) => at));
        const inOrder = places.map((at) => lengths[at]!);
        expect(inOrder).toEqual([...lengths].sort((a, b) => a - b));
        for (const batch of batches) {
          const longest = Math.max(...batch.map((at) => lengths[at]!));
          expect(batch.length === 1 || batch.length * longest <= tokenBudget).toBe(true);
        }
      }),
    );
  });

  it('are filled: no batch could have taken the next row', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 2, max: 130 })), (lengths) => {
        const batches = tokenBatches(rowsOf(lengths));
        for (const [at, batch] of batches.slice(0, -1).entries()) {
          const next = lengths[batches[at + 1]![0]!]!;
          expect((batch.length + 1) * next).toBeGreaterThan(tokenBudget);
        }
      }),
    );
  });
});
