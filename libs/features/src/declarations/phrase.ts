import { columnOf } from '../columns.js';
import type { Feature } from '../feature.js';

/** Order and nearness of the query's words; NaN where the product lacks the text or the query is too short. */
export const phraseFeatures: readonly Feature[] = [
  {
    name: 'title_exact',
    group: 'phrase',
    meaning: '1 if the title is the query, word for word, else 0',
    unit: '0 or 1',
    monotone: 1,
    values: ({ size, matches: { title, titlePhrase } }) =>
      columnOf(size, (i) =>
        Number.isNaN(title.precision[i]!) ? NaN : Number(title.precision[i] === 1 && titlePhrase.longestRun[i] === 1),
      ),
  },
  {
    name: 'title_phrase',
    group: 'phrase',
    meaning: 'Longest run of neighbouring query words found as a phrase in the title, as a share of the query',
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.titlePhrase.longestRun,
  },
  {
    name: 'text_phrase',
    group: 'phrase',
    meaning: 'The same in the text fields',
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.textPhrase.longestRun,
  },
  {
    name: 'title_bigrams',
    group: 'phrase',
    meaning: "Share of the query's neighbouring word pairs that are neighbours in this order in the title",
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.titlePhrase.bigrams,
  },
  {
    name: 'text_bigrams',
    group: 'phrase',
    meaning: 'The same in the text fields',
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.textPhrase.bigrams,
  },
  {
    name: 'title_order',
    group: 'phrase',
    meaning: 'Share of the matched query words, each against the next, that the title has in the same order',
    unit: '0..1',
    values: ({ matches }) => matches.titlePhrase.order,
  },
  {
    name: 'title_proximity',
    group: 'phrase',
    meaning: 'Distinct query words matched, divided by the tokens of the shortest stretch of title that holds them',
    unit: '0..1',
    values: ({ matches }) => matches.titlePhrase.proximity,
  },
  {
    name: 'text_proximity',
    group: 'phrase',
    meaning: 'The same in the text fields',
    unit: '0..1',
    values: ({ matches }) => matches.textPhrase.proximity,
  },
  {
    name: 'title_first_position',
    group: 'phrase',
    meaning: 'Place of the first query word in the title, as a share of its length; NaN without a match',
    unit: '0..1',
    values: ({ size, matches: { title, titlePhrase } }) =>
      columnOf(size, (i) => titlePhrase.firstPosition[i]! / title.length[i]!),
  },
  {
    name: 'title_first_word',
    group: 'phrase',
    meaning: "1 if the title has the query's first word, else 0",
    unit: '0 or 1',
    monotone: 1,
    values: ({ matches }) => matches.titlePhrase.firstWord,
  },
  {
    name: 'title_last_word',
    group: 'phrase',
    meaning: "1 if the title has the query's last word, often the thing itself, else 0",
    unit: '0 or 1',
    monotone: 1,
    values: ({ matches }) => matches.titlePhrase.lastWord,
  },
  {
    name: 'title_rarest_word',
    group: 'phrase',
    meaning: "1 if the title has the query's rarest word, else 0",
    unit: '0 or 1',
    monotone: 1,
    values: ({ matches }) => matches.titlePhrase.rarestWord,
  },
];
