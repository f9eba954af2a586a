import { isReached } from './applied-variant.js';

const computed = { cached: false, unranked: false, degraded: [] };

describe('isReached', () => {
  it('asks whether the part that differs was at work', () => {
    expect(isReached({ differs: ['reranker'] }, computed)).toBe(true);
    expect(isReached({ differs: ['reranker'] }, { ...computed, degraded: [{ stage: 'rerank' }] })).toBe(false);
    expect(isReached({ differs: ['ranker'] }, { ...computed, degraded: [{ stage: 'rerank' }] })).toBe(true);
    expect(isReached({ differs: ['retrieval'] }, { ...computed, degraded: [{ stage: 'encode' }] })).toBe(false);
  });

  it('says no for a list that was computed for an earlier request', () => {
    expect(isReached({ differs: ['retrieval', 'ranker', 'reranker'] }, { ...computed, cached: true })).toBe(false);
  });

  it('says no to ranker and reranker where nothing is ranked, and yes to retrieval', () => {
    expect(isReached({ differs: ['ranker', 'reranker'] }, { ...computed, unranked: true })).toBe(false);
    expect(isReached({ differs: ['retrieval'] }, { ...computed, unranked: true })).toBe(true);
  });

  it('is reached by one of several parts', () => {
    const late = { ...computed, degraded: [{ stage: 'rerank' as const }] };
    expect(isReached({ differs: ['ranker', 'reranker'] }, late)).toBe(true);
  });

  it('is always reached by what is at work in every answer, and by a test of A against A', () => {
    const nothing = { cached: true, unranked: true, degraded: [{ stage: 'retrieve' as const }] };
    expect(isReached({ differs: ['page'] }, nothing)).toBe(true);
    expect(isReached({ differs: [] }, nothing)).toBe(true);
  });
});
