import type { Feature } from '../feature.js';

/** The same for every candidate of a list: they let a tree treat kinds of queries apart. */
export const queryFeatures: readonly Feature[] = [
  {
    name: 'query_words',
    group: 'query',
    meaning: 'Words of the query',
    unit: 'words',
    values: ({ profile }) => profile.words,
  },
  {
    name: 'query_numbers',
    group: 'query',
    meaning: 'Words of the query that contain a digit',
    unit: 'words',
    values: ({ profile }) => profile.isNumber.reduce((sum, flag) => sum + flag, 0),
  },
  {
    name: 'query_negated_words',
    group: 'query',
    meaning: 'Words of the query that follow a negation: what is not wanted',
    unit: 'words',
    values: ({ profile }) => profile.negated.reduce((sum, value) => sum + value, 0),
  },
  {
    name: 'query_mean_idf',
    group: 'query',
    meaning: "How rare the query's words are: mean idf, divided by the idf of a word that no product has",
    unit: '0..1',
    values: ({ profile, input }) => profile.totalIdf / profile.words / Math.log(2 * (input.statistics.documents + 1)),
  },
  {
    name: 'query_brands',
    group: 'query',
    meaning: 'Brands of the candidates that the query names',
    unit: 'brands',
    values: ({ brands }) => brands.count,
  },
  {
    name: 'list_candidates',
    group: 'query',
    meaning: 'Candidates in the list, log(1 + n)',
    unit: 'log products',
    values: ({ size }) => Math.log1p(size),
  },
  {
    name: 'list_best_cosine',
    group: 'query',
    meaning: 'Largest cosine of the list: how well the catalogue has what is asked',
    unit: 'cosine',
    values: (list) => list.relative('cosine', () => list.input.candidates.cosine).best,
  },
  {
    name: 'list_category_entropy',
    group: 'query',
    meaning: 'Entropy of the leaf categories among the first 20 candidates: 0 where the query means one category',
    unit: 'nats',
    values: ({ categories }) => categories.entropy,
  },
];
