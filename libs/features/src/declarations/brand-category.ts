import type { Feature } from '../feature.js';
import { column } from './readers.js';

/** A flag of each candidate whose brand is known. */
function ofBrand(flag: (brand: number, named: ReadonlySet<number>) => boolean): Feature['values'] {
  return ({ input: { states }, namedBrands }) =>
    (i) => {
      const brand = states[i]?.brand ?? 0;
      return brand === 0 ? NaN : Number(flag(brand, namedBrands));
    };
}

/** NaN where the product's brand or category is not known. */
export const brandAndCategoryFeatures: readonly Feature[] = [
  {
    name: 'brand_named',
    group: 'brand and category',
    meaning: "1 if the query names the product's brand in full, else 0",
    unit: '0 or 1',
    monotone: 1,
    values: ofBrand((brand, named) => named.has(brand)),
  },
  {
    name: 'brand_conflict',
    group: 'brand and category',
    meaning: "1 if the query names brands of other candidates but not the product's, else 0",
    unit: '0 or 1',
    monotone: -1,
    values: ofBrand((brand, named) => named.size > 0 && !named.has(brand)),
  },
  {
    name: 'category_precision',
    group: 'brand and category',
    meaning: "Share of the category levels' tokens that the query asks for",
    unit: '0..1',
    values: column(({ matches }) => matches.category.precision),
  },
  {
    name: 'category_share',
    group: 'brand and category',
    meaning: "Share of the other first 20 candidates that have the product's leaf category",
    unit: '0..1',
    values:
      ({ categories, input: { states } }) =>
      (i) =>
        categories.leafShare(states[i], i),
  },
  {
    name: 'category_root_share',
    group: 'brand and category',
    meaning: "Share of the other first 20 candidates that have the product's top-level category",
    unit: '0..1',
    values:
      ({ categories, input: { states } }) =>
      (i) =>
        categories.rootShare(states[i], i),
  },
];
