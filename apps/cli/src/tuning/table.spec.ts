import { changeInWords } from './table.js';

describe('a part of a Plan in words', () => {
  it.each([
    [{}, ''],
    [{ ranker: { model: null } }, 'ranker.model=null'],
    [
      { retrieval: { fusion: { method: 'convex' as const, dense_weight: 0.2 } }, reranker: { window: 10 } },
      'retrieval.fusion={method=convex, dense_weight=0.2}, reranker.window=10',
    ],
  ])('names what is set: %j', (change, words) => {
    expect(changeInWords(change)).toBe(words);
  });
});
