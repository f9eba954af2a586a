import { fuse } from './fusion.js';

const side = (score: number[], rank: number[]): { score: Float64Array; rank: Float64Array } => ({
  score: Float64Array.from(score),
  rank: Float64Array.from(rank),
});

describe('fuse', () => {
  // Candidates: on both lists, on the lexical one, on the dense one.
  const lexical = side([10, 4, NaN], [1, 2, NaN]);
  const dense = side([0.8, 0.1, 0.4], [1, NaN, 2]);

  it('adds reciprocal ranks, an absent one counting nothing', () => {
    const fused = fuse({ method: 'rrf', k: 60, denseWeight: 2 }, lexical, dense);
    expect([...fused]).toEqual([1 / 61 + 2 / 61, 1 / 62, 2 / 62]);
  });

  it('adds scores normalised over their own lists', () => {
    const fused = fuse({ method: 'convex', denseWeight: 0.25 }, lexical, dense);
    // The second has a cosine below the dense list, the third no words in common.
    expect([...fused]).toEqual([0.75 + 0.25, 0, 0]);
    const last = fuse({ method: 'convex', denseWeight: 0.25 }, lexical, side([0.8, 0.6, 0.4], [1, 2, 3]));
    expect(last[1]).toBeCloseTo(0.25 * 0.5, 12);
  });

  it('gives a list of one candidate its full weight, and an empty list nothing', () => {
    const alone = side([3, NaN], [1, NaN]);
    const empty = side([NaN, NaN], [NaN, NaN]);
    expect([...fuse({ method: 'convex', denseWeight: 0.5 }, alone, empty)]).toEqual([0.5, 0]);
  });
});
