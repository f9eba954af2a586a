import { missOf } from './applied-variant.js';

const computed = { cached: false, unranked: false, degraded: [], rules: new Set(['summer']) };

describe('missOf', () => {
  it('asks whether the part that differs was at work, and why it was not', () => {
    expect(missOf({ differs: ['reranker'] }, computed)).toBeUndefined();
    expect(missOf({ differs: ['reranker'] }, { ...computed, degraded: [{ stage: 'rerank' }] })).toBe('failed');
    expect(missOf({ differs: ['ranker'] }, { ...computed, degraded: [{ stage: 'rerank' }] })).toBeUndefined();
    expect(missOf({ differs: ['retrieval'] }, { ...computed, degraded: [{ stage: 'encode' }] })).toBe('failed');
  });

  it('misses a list that was computed for an earlier request', () => {
    expect(missOf({ differs: ['retrieval', 'ranker', 'reranker'] }, { ...computed, cached: true })).toBe('cached');
  });

  it('misses ranker and reranker where nothing is ranked, and not retrieval', () => {
    expect(missOf({ differs: ['ranker', 'reranker'] }, { ...computed, unranked: true })).toBe('unranked');
    expect(missOf({ differs: ['retrieval'] }, { ...computed, unranked: true })).toBeUndefined();
  });

  it('is reached by one of several parts', () => {
    const late = { ...computed, degraded: [{ stage: 'rerank' as const }] };
    expect(missOf({ differs: ['ranker', 'reranker'] }, late)).toBeUndefined();
    const both = { ...computed, unranked: true, degraded: [{ stage: 'encode' as const }] };
    expect(missOf({ differs: ['retrieval', 'ranker'] }, both)).toBe('failed');
  });

  it('is always reached by what is at work in every answer, and by a test of A against A', () => {
    const nothing = {
      rules: new Set<string>(),
      cached: true,
      unranked: true,
      degraded: [{ stage: 'retrieve' as const }],
    };
    expect(missOf({ differs: ['page'] }, nothing)).toBeUndefined();
    expect(missOf({ differs: [] }, nothing)).toBeUndefined();
  });

  it('reaches a test of a rule in searches that the rule is for, cached or not, under every variant alike', () => {
    const test = { differs: ['merchandising'], rules: ['summer'] } as const;
    expect(missOf(test, { ...computed, cached: true, unranked: true })).toBeUndefined();
    expect(missOf(test, { ...computed, rules: new Set(['winter']) })).toBe('unmatched');
    expect(missOf(test, { ...computed, degraded: [{ stage: 'compose' }] })).toBe('failed');
    expect(missOf({ differs: ['merchandising'] }, computed)).toBeUndefined();
    expect(missOf({ differs: ['merchandising'] }, { ...computed, rules: new Set() })).toBe('unmatched');
  });
});
