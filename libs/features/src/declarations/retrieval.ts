import type { CandidateList } from '../candidate-list.js';
import { columnOf, gapToBest, percentiles, ratioToBest, reciprocals, type RelativeColumn, zScore } from '../columns.js';
import type { Feature } from '../feature.js';

const scores = {
  bm25: 'BM25F over all fields',
  cosine: 'cosine of query and product vectors',
  score: 'fused score',
} as const;
type Score = keyof typeof scores;

function relative(list: CandidateList, score: Score): RelativeColumn {
  return list.relative(score, () => list.input.candidates[score]);
}

function zFeature(name: string, score: Score): Feature {
  return {
    name,
    group: 'retrieval',
    meaning: `Standard score of the ${scores[score]} against the 20 largest of the list`,
    unit: 'deviations',
    monotone: 1,
    values: (list) => zScore(relative(list, score)),
  };
}

/** Scores and places that retrieval gave; NaN where a side's list did not have the product. */
export const retrievalFeatures: readonly Feature[] = [
  {
    name: 'bm25',
    group: 'retrieval',
    meaning: 'BM25F over all fields, as retrieval scored it',
    unit: 'score',
    monotone: 1,
    values: ({ input }) => input.candidates.bm25,
  },
  {
    name: 'bm25_to_best',
    group: 'retrieval',
    meaning: 'BM25F divided by the best of the list',
    unit: '0..1',
    monotone: 1,
    values: (list) => ratioToBest(relative(list, 'bm25')),
  },
  zFeature('bm25_z', 'bm25'),
  {
    name: 'bm25_reciprocal_rank',
    group: 'retrieval',
    meaning: '1 / rank on the lexical list',
    unit: '0..1',
    monotone: 1,
    values: ({ input }) => reciprocals(input.candidates.bm25Rank),
  },
  {
    name: 'cosine',
    group: 'retrieval',
    meaning: 'Cosine of query and product vectors',
    unit: 'cosine',
    monotone: 1,
    values: ({ input }) => input.candidates.cosine,
  },
  {
    name: 'cosine_gap',
    group: 'retrieval',
    meaning: 'How far the cosine is below the best of the list',
    unit: 'cosine',
    monotone: -1,
    values: (list) => gapToBest(relative(list, 'cosine')),
  },
  zFeature('cosine_z', 'cosine'),
  {
    name: 'cosine_percentile',
    group: 'retrieval',
    meaning: "Share of the list's other products with a smaller cosine",
    unit: '0..1',
    monotone: 1,
    values: ({ input }) => percentiles(input.candidates.cosine),
  },
  {
    name: 'dense_reciprocal_rank',
    group: 'retrieval',
    meaning: '1 / rank on the dense list',
    unit: '0..1',
    monotone: 1,
    values: ({ input }) => reciprocals(input.candidates.denseRank),
  },
  zFeature('fused_z', 'score'),
  {
    name: 'fused_reciprocal_rank',
    group: 'retrieval',
    meaning: '1 / place in the fused list; NaN for a product without a fused score',
    unit: '0..1',
    monotone: 1,
    values: ({ size, input }) => columnOf(size, (i) => (Number.isNaN(input.candidates.score[i]!) ? NaN : 1 / (i + 1))),
  },
  {
    name: 'fused_percentile',
    group: 'retrieval',
    meaning: "Share of the list's other products with a smaller fused score",
    unit: '0..1',
    monotone: 1,
    values: ({ input }) => percentiles(input.candidates.score),
  },
];
