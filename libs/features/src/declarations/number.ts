import { columnOf } from '../columns.js';
import type { Feature } from '../feature.js';

/** Sizes, quantities and model numbers: a near miss is a different product. NaN for a query without any. */
export const numberFeatures: readonly Feature[] = [
  {
    name: 'title_numbers_matched',
    group: 'number',
    meaning: "Share of the query's words with a digit that the title has",
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.titleNumbers.matched,
  },
  {
    name: 'any_numbers_matched',
    group: 'number',
    meaning: "Share of the query's words with a digit that are anywhere in the product",
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.anywhere.numbers,
  },
  {
    name: 'any_codes_matched',
    group: 'number',
    meaning:
      "Share of the query's model numbers, sizes and measures (letters with digits) that are anywhere in the product",
    unit: '0..1',
    monotone: 1,
    values: ({ matches }) => matches.anywhere.codes,
  },
  {
    name: 'title_numbers_conflict',
    group: 'number',
    meaning:
      "Share of the query's words with a digit that the title lacks while it has other numbers: another size or model",
    unit: '0..1',
    monotone: -1,
    values: ({ size, matches: { titleNumbers } }) =>
      columnOf(size, (i) => {
        const matched = titleNumbers.matched[i]!;
        return Number.isNaN(matched) ? NaN : titleNumbers.others[i]! > 0 ? 1 - matched : 0;
      }),
  },
  {
    name: 'title_other_numbers',
    group: 'number',
    meaning: 'Tokens with a digit in the title that the query does not ask for',
    unit: 'tokens',
    values: ({ matches }) => matches.titleNumbers.others,
  },
];
