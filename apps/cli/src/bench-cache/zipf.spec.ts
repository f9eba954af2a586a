import { seeded, shuffled, zipfReplay } from './zipf.js';

describe('zipfReplay', () => {
  it('draws a rank in proportion to its inverse power, the same for the same seed', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const draws = zipfReplay(items, 100_000, 1, seeded(7));
    expect(draws).toEqual(zipfReplay(items, 100_000, 1, seeded(7)));
    const harmonic = items.reduce((sum, rank) => sum + 1 / rank, 0);
    for (const rank of items) {
      const share = draws.filter((drawn) => drawn === rank).length / draws.length;
      expect(share).toBeCloseTo(1 / rank / harmonic, 2);
    }
  });

  it('shuffles without losing an item', () => {
    const items = Array.from({ length: 50 }, (_, at) => at);
    const order = shuffled(items, seeded(1));
    expect(order).not.toEqual(items);
    expect(order.toSorted((a, b) => a - b)).toEqual(items);
  });
});
