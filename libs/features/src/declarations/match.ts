import { columnOf, median, quotients, ratioToBest, zScore } from '../columns.js';
import type { Feature } from '../feature.js';
import { bm25 } from '../query-profile.js';
import { type Role, roles } from '../roles.js';

const named: Readonly<Record<Role, string>> = {
  title: 'title',
  text: 'text fields together',
  brand: 'brand',
  category: 'category levels',
  attributes: 'attributes',
};

/** BM25 and coverage of one role; NaN where the product has no such text. */
function roleFeatures(role: Role): readonly Feature[] {
  return [
    {
      name: `${role}_bm25`,
      group: 'match',
      meaning: `BM25 of the ${named[role]}`,
      unit: 'score',
      monotone: 1,
      values: ({ matches }) => matches[role].bm25,
    },
    {
      name: `${role}_bm25_share`,
      group: 'match',
      meaning: `BM25 of the ${named[role]} as a share of the most that the query can reach`,
      unit: '0..1',
      monotone: 1,
      values: ({ matches, profile }) => quotients(matches[role].bm25, profile.totalIdf * (bm25.k1 + 1)),
    },
    {
      name: `${role}_coverage`,
      group: 'match',
      meaning: `Share of the query's words in the ${named[role]}; a prefix or typo match counts for its weight`,
      unit: '0..1',
      monotone: 1,
      values: ({ matches }) => matches[role].coverage,
    },
    {
      name: `${role}_idf_coverage`,
      group: 'match',
      meaning: `The same, rare words counting more (idf)`,
      unit: '0..1',
      monotone: 1,
      values: ({ matches }) => matches[role].idfCoverage,
    },
  ];
}

export const matchFeatures: readonly Feature[] = [
  ...roles.flatMap(roleFeatures),
  {
    name: 'title_bm25_to_best',
    group: 'match',
    meaning: 'BM25 of the title divided by the best of the list',
    unit: '0..1',
    monotone: 1,
    values: (list) => ratioToBest(list.relative('title bm25', () => list.matches.title.bm25)),
  },
  {
    name: 'title_bm25_z',
    group: 'match',
    meaning: 'Standard score of the BM25 of the title against the 20 largest of the list',
    unit: 'deviations',
    monotone: 1,
    values: (list) => zScore(list.relative('title bm25', () => list.matches.title.bm25)),
  },
  {
    name: 'text_bm25_z',
    group: 'match',
    meaning: 'Standard score of the BM25 of the text fields against the 20 largest of the list',
    unit: 'deviations',
    monotone: 1,
    values: (list) => zScore(list.relative('text bm25', () => list.matches.text.bm25)),
  },
  {
    name: 'any_coverage',
    group: 'match',
    meaning: "Share of the query's words anywhere in the product",
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.anywhere.coverage,
  },
  {
    name: 'any_idf_coverage',
    group: 'match',
    meaning: 'The same, rare words counting more (idf)',
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.anywhere.idfCoverage,
  },
  {
    name: 'any_rarest_word',
    group: 'match',
    meaning: "How well the query's rarest word is matched anywhere: 1 exactly, 0 not at all",
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.anywhere.rarestWord,
  },
  {
    name: 'title_length',
    group: 'match',
    meaning: 'Tokens of the title',
    unit: 'tokens',
    values: ({ matches }) => matches.title.length,
  },
  {
    name: 'title_length_to_median',
    group: 'match',
    meaning: 'Log of the title length over the median of the list: long titles beside short ones',
    unit: 'log ratio',
    values: ({ size, matches: { title } }) => {
      const middle = median(title.length);
      return columnOf(size, (i) => Math.log(title.length[i]! / middle));
    },
  },
  {
    name: 'text_length',
    group: 'match',
    meaning: 'Tokens of the text fields together, log(1 + n)',
    unit: 'log tokens',
    values: ({ size, matches: { text } }) => columnOf(size, (i) => Math.log1p(text.length[i]!)),
  },
  {
    name: 'title_precision',
    group: 'match',
    meaning: "Share of the title's tokens that the query asks for",
    unit: '0..1',
    values: ({ matches }) => matches.title.precision,
  },
];
