import { nearestName, nearestNames } from './nearest.js';

describe('the names that a mistyped one was meant as', () => {
  it('takes two swapped letters for one edit, whatever the case', () => {
    expect(nearestName('Prcie', ['pride', 'price', 'rating'])).toBe('price');
  });

  it('orders by distance and stops at the count', () => {
    expect(nearestNames('title_bm52', ['text_bm25', 'title_bm25', 'title_length', 'title_bm25_z'], 2)).toEqual([
      'title_bm25',
      'title_bm25_z',
    ]);
  });

  it('suggests nothing that is far from it', () => {
    expect(nearestName('colour', ['price', 'rating', 'stock'])).toBeUndefined();
  });
});
