import fc from 'fast-check';
import { blendMisfit, blendOrder, descending } from './blend.js';

const blend = {
  cross_encoder: 'cross-encoder-test@1',
  scored: { intercept: 0.5, rank_z: 1, features_z: {}, rerank_z: 2 },
  unscored: { intercept: 0, rank_z: 1, features_z: {} },
};

const none = (): undefined => undefined;

describe('blending a window', () => {
  it('orders by the expected gain of each, scored or not', () => {
    // Standardised ranks: 1.342, 0.447, -0.447, -1.342; logits -1 and 1; gains 1.842 - 2, 0.447, 0.053 + 2, -1.342.
    const order = blendOrder(Float64Array.of(4, 3, 2, 1), Float64Array.of(-1, NaN, 0.4, NaN), blend, none);
    expect(order).toEqual([2, 1, 0, 3]);
  });

  it('weighs features by their place in the window; what is missing is at the mean', () => {
    const scored = { intercept: 0, rank_z: 1, features_z: { stars: 3, absent: 5 }, rerank_z: 0 };
    // Standardised: ranks as above; stars 1, -1, 0 (missing) and 0: gains 4.342, -2.553, -0.447, -1.342.
    const values = Float64Array.of(9, 7, NaN, 8);
    const order = blendOrder(Float64Array.of(4, 3, 2, 1), new Float64Array(4), { ...blend, scored }, (name) =>
      name === 'stars' ? values : undefined,
    );
    expect(order).toEqual([0, 2, 3, 1]);
  });

  it('without a blend orders by logit and leaves the unscored behind as they were', () => {
    expect(blendOrder(Float64Array.of(4, 3, 2, 1), Float64Array.of(NaN, 1, NaN, 3), null, none)).toEqual([3, 1, 0, 2]);
  });

  it('keeps the order of the ranker where the cross-encoder makes no difference', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        (scores, logit) => {
          const rank = Float64Array.from(scores).sort().reverse();
          for (const each of [logit, NaN]) {
            const order = blendOrder(rank, new Float64Array(rank.length).fill(each), blend, none);
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
          of === 'ranker' ? blendOrder(moved(rank), logits, blend, none) : blendOrder(rank, moved(logits), blend, none);
        expect(order).toEqual(blendOrder(rank, logits, blend, none));
      }),
    );
  });
});

test('a blend is refused for another cross-encoder, and for a ranker that does not read what it weighs', () => {
  const weighs = { ...blend, unscored: { ...blend.unscored, features_z: { stars: 1 } } };
  const ranker = (...features: string[]) => ({ model: 'ranker-test@1', features });
  expect(blendMisfit(weighs, 'cross-encoder-test@1', ranker('price', 'stars'))).toBeUndefined();
  expect(blendMisfit(weighs, 'cross-encoder-test@1', undefined)).toBeUndefined();
  expect(blendMisfit(weighs, 'cross-encoder-test@1', ranker('price'))).toBe(
    'reads stars, which ranker-test@1 does not',
  );
  expect(blendMisfit(weighs, 'other@1', ranker('stars'))).toBe('was fitted for cross-encoder-test@1, not other@1');
});

test('the order of scores is stable and puts what has no score last', () => {
  expect(descending(Float64Array.of(1, NaN, 3, 1, 3))).toEqual([2, 4, 0, 3, 1]);
});
