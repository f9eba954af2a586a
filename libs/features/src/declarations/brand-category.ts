import { columnOf } from '../columns.js';
import type { Feature } from '../feature.js';

/** NaN where the product's brand or category is not known. */
export const brandAndCategoryFeatures: readonly Feature[] = [
  {
    name: 'brand_named',
    group: 'brand and category',
    meaning: "1 if the query names the product's brand in full, else 0",
    unit: '0 or 1',
    monotone: 1,
    values: ({ brands }) => brands.named,
  },
  {
    name: 'brand_conflict',
    group: 'brand and category',
    meaning: "1 if the query names brands of other candidates but not the product's, else 0",
    unit: '0 or 1',
    monotone: -1,
    values: ({ size, brands: { count, named } }) =>
      columnOf(size, (i) => (Number.isNaN(named[i]!) ? NaN : count > 0 ? 1 - named[i]! : 0)),
  },
  {
    name: 'category_precision',
    group: 'brand and category',
    meaning: "Share of the category levels' tokens that the query asks for",
    unit: '0..1',
    values: ({ matches }) => matches.category.precision,
  },
  {
    name: 'category_share',
    group: 'brand and category',
    meaning: "Share of the other first 20 candidates that have the product's leaf category",
    unit: '0..1',
    values: ({ categories }) => categories.leafShare,
  },
  {
    name: 'category_root_share',
    group: 'brand and category',
    meaning: "Share of the other first 20 candidates that have the product's top-level category",
    unit: '0..1',
    values: ({ categories }) => categories.rootShare,
  },
];
