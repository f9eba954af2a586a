import { columnOf, known, mean, percentiles } from '../columns.js';
import type { Feature } from '../feature.js';

const day = 86_400_000;
/** Ratings that a product is credited with at the mean of the list before its own count. */
const priorRatings = 10;

/** What the catalogue says of how much a product is wanted. NaN where it does not say. */
export const popularityFeatures: readonly Feature[] = [
  {
    name: 'rating_shrunk',
    group: 'popularity',
    meaning: "Rating less the list's mean, shrunk towards it as if 10 ratings at the mean came first",
    unit: 'rating',
    values: (list) => {
      const [ratings, counts] = [list.stateColumn('rating'), list.stateColumn('ratingCount')];
      const average = mean(known(ratings));
      return columnOf(list.size, (i) => {
        const distance = ratings[i]! - average;
        const count = counts[i]!;
        return Number.isNaN(count) ? distance : (distance * count) / (count + priorRatings);
      });
    },
  },
  {
    name: 'rating_percentile',
    group: 'popularity',
    meaning: 'Share of the other candidates that are rated lower',
    unit: '0..1',
    values: (list) => percentiles(list.stateColumn('rating')),
  },
  {
    name: 'rating_count',
    group: 'popularity',
    meaning: 'Ratings, log(1 + n)',
    unit: 'log ratings',
    values: (list) => {
      const counts = list.stateColumn('ratingCount');
      return columnOf(list.size, (i) => Math.log1p(counts[i]!));
    },
  },
  {
    name: 'rating_count_percentile',
    group: 'popularity',
    meaning: 'Share of the other candidates with fewer ratings',
    unit: '0..1',
    values: (list) => percentiles(list.stateColumn('ratingCount')),
  },
  {
    name: 'popularity_percentile',
    group: 'popularity',
    meaning: 'Share of the other candidates that are less popular',
    unit: '0..1',
    values: (list) => percentiles(list.stateColumn('popularity')),
  },
  {
    name: 'age',
    group: 'popularity',
    meaning: 'Days since it went on sale, log(1 + n); 0 for what is still to come',
    unit: 'log days',
    values: (list) => {
      const released = list.stateColumn('releasedAt');
      return columnOf(list.size, (i) => Math.log1p(Math.max(0, (list.input.now - released[i]!) / day)));
    },
  },
  {
    name: 'release_percentile',
    group: 'popularity',
    meaning: 'Share of the other candidates that went on sale earlier',
    unit: '0..1',
    values: (list) => percentiles(list.stateColumn('releasedAt')),
  },
  {
    name: 'in_stock',
    group: 'popularity',
    meaning: '1 if a unit is on hand, else 0',
    unit: '0 or 1',
    values: (list) => {
      const stock = list.stateColumn('stock');
      return columnOf(list.size, (i) => (Number.isNaN(stock[i]!) ? NaN : Number(stock[i]! > 0)));
    },
  },
];
