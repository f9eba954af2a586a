import { columnOf, headSize, median, percentiles } from '../columns.js';
import type { Feature } from '../feature.js';

/** Price against the other candidates: what is dear depends on what is asked. NaN without a price. */
export const priceFeatures: readonly Feature[] = [
  {
    name: 'price_to_median',
    group: 'price',
    meaning: 'Log of the price over the median of the first 20 candidates',
    unit: 'log ratio',
    values: (list) => {
      const prices = list.stateColumn('price');
      const middle = median(prices.subarray(0, headSize));
      return columnOf(list.size, (i) => (prices[i]! > 0 && middle > 0 ? Math.log(prices[i]!) - Math.log(middle) : NaN));
    },
  },
  {
    name: 'price_percentile',
    group: 'price',
    meaning: 'Share of the other candidates that cost less',
    unit: '0..1',
    values: (list) => percentiles(list.stateColumn('price')),
  },
];
