import fc from 'fast-check';
import { blendOrder, descending } from './blend.js';

const blend = {
  cross_encoder: 'cross-encoder-test@1',
  scored: { intercept: 0.5, rank_z: 1, rerank_z: 2 },
  unscored: { intercept: 0, rank_z: 1 },
};

describe('blending a window', () => {
  it('orders by the expected gain of each, scored or not', () => {
    // Standardised ranks: 1.342, 0.447, -0.447, -1.342; logits -1 and 1; gains 1.842 - 2, 0.447, 0.053 + 2, -1.342.
    const order = blendOrder(Float64Array.of(4, 3, 2, 1), Float64Array.of(-1, NaN, 0.4, NaN), blend);
    expect(order).toEqual([2, 1, 0, 3]);
  });

  it('without a blend orders by logit and leaves the unscored behind as they were', () => {
    expect(blendOrder(Float64Array.of(4, 3, 2, 1), Float64Array.of(NaN, 1, NaN, 3), null)).toEqual([3, 1, 0, 2]);
  });

  it('keeps the order of the ranker where the cross-encoder makes no difference', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (scores, logit) => {
          const rank = Float64Array.from(scores).sort().reverse();
          for (const each of [logit, NaN]) {
            const order = blendOrder(rank, new Float64Array(rank.length).fill(each), blend);
            expect(order).toEqual(scores.map((_, index) => index));
          }
        },
      ),
    );
  });

  it.each(['ranker', 'cross-encoder'])('does not depend on the scale or the offset of the %s', (of) => {
    const scores = fc.array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -8, max: 8 })), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(scores, fc.constantFrom(0.25, 2, 1024), fc.constantFrom(-64, 0, 4096), (rows, scale, offset) => {
        const rank = Float64Array.from(rows, ([score]) => score);
        const logits = Float64Array.from(rows, ([, logit]) => (logit < -6 ? NaN : logit));
        const moved = (values: Float64Array): Float64Array => values.map((value) => value * scale + offset);
        const order =
          of === 'ranker' ? blendOrder(moved(rank), logits, blend) : blendOrder(rank, moved(logits), blend);
        expect(order).toEqual(blendOrder(rank, logits, blend));
      }),
    );
  });
});

test('the order of scores is stable and puts what has no score last', () => {
  expect(descending(Float64Array.of(1, NaN, 3, 1, 3))).toEqual([2, 4, 0, 3, 1]);
});
