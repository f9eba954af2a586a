import type { Feature } from '../feature.js';

/** "Wall lamp without cord": a product that has what is not wanted matches most words. NaN for a query that negates nothing. */
export const negationFeatures: readonly Feature[] = [
  {
    name: 'negation_said',
    group: 'negation',
    meaning: 'Share of the negated words that the product says it lacks ("no cord", "cord free", "cordless")',
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.negation.said,
  },
  {
    name: 'negation_violated',
    group: 'negation',
    meaning: 'Share of the negated words that the title has and the product nowhere says it lacks',
    unit: '0..1',
    monotone: -1,
    values: ({ matches }) => matches.negation.violated,
  },
  {
    name: 'negation_mentioned',
    group: 'negation',
    meaning: 'The same of the whole product',
    unit: '0..1',
    monotone: -1,
    values: ({ matches }) => matches.negation.mentioned,
  },
  {
    name: 'title_asked_coverage',
    group: 'negation',
    meaning:
      'Share of the words that are wanted (neither negation nor negated) in the title; rare words count more (idf)',
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.asked.title,
  },
  {
    name: 'any_asked_coverage',
    group: 'negation',
    meaning: 'The same anywhere in the product',
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.asked.anywhere,
  },
];
