import { columnOf } from '../columns.js';
import type { Feature } from '../feature.js';
import type { Behaviour } from '../feature-input.js';

/** Exposures that a product is credited with at the list's own rate before its own count. */
const prior = 20;

/** Gives (count + prior * rate of the list) / (exposures + prior): 0 until anything happened. */
function smoothedRate(count: keyof Behaviour, exposures: keyof Behaviour): Feature['values'] {
  return (list) => {
    const total = list.totalBehaviour;
    const rate = total[exposures] > 0 ? total[count] / total[exposures] : 0;
    return columnOf(list.size, (i) => {
      const own = list.behaviour(i);
      return (own[count] + prior * rate) / (own[exposures] + prior);
    });
  };
}

/** What shoppers did: counters are 0, not unknown, until events exist. */
export const behaviourFeatures: readonly Feature[] = [
  {
    name: 'impressions',
    group: 'behaviour',
    meaning: 'Times shown, log(1 + n)',
    unit: 'log impressions',
    values: (list) => columnOf(list.size, (i) => Math.log1p(list.behaviour(i).impressions)),
  },
  {
    name: 'click_rate',
    group: 'behaviour',
    meaning: "Clicks an impression, smoothed by 20 impressions at the list's rate",
    unit: '0..1',
    monotone: 1,
    values: smoothedRate('clicks', 'impressions'),
  },
  {
    name: 'cart_rate',
    group: 'behaviour',
    meaning: "Put in the cart a click, smoothed by 20 clicks at the list's rate",
    unit: 'a click',
    monotone: 1,
    values: smoothedRate('carts', 'clicks'),
  },
  {
    name: 'purchase_rate',
    group: 'behaviour',
    meaning: "Purchases a click, smoothed by 20 clicks at the list's rate",
    unit: 'a click',
    monotone: 1,
    values: smoothedRate('purchases', 'clicks'),
  },
];
