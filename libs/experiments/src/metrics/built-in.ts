import type { UnitMetric } from './unit-metric.js';

const searches = { aggregate: 'count', action: 'search' } as const;
const orders = { aggregate: 'count', action: 'purchase' } as const;
const revenue = { aggregate: 'sum', action: 'purchase', field: 'revenue' } as const;
const tookMs = { aggregate: 'sum', action: 'search', field: 'took_ms' } as const;
const clicks = { aggregate: 'count', action: 'click' } as const;

/** The metrics that every shop has. Ratios are over all searches of a variant, with the unit as the cluster. */
export const builtInMetrics: readonly UnitMetric[] = [
  {
    key: 'ctr',
    kind: 'ratio',
    numerator: { aggregate: 'searches_with', action: 'click' },
    denominator: searches,
    better: 'higher',
  },
  { key: 'clicks_per_search', kind: 'ratio', numerator: clicks, denominator: searches, better: 'higher' },
  {
    key: 'zero_click_rate',
    kind: 'ratio',
    numerator: { aggregate: 'searches_without', action: 'click' },
    denominator: searches,
    better: 'lower',
  },
  {
    key: 'add_to_cart_rate',
    kind: 'proportion',
    numerator: { aggregate: 'any', action: 'add_to_cart' },
    better: 'higher',
  },
  { key: 'conversion', kind: 'proportion', numerator: { aggregate: 'any', action: 'purchase' }, better: 'higher' },
  { key: 'revenue_per_shopper', kind: 'sum', numerator: revenue, better: 'higher' },
  { key: 'average_order_value', kind: 'ratio', numerator: revenue, denominator: orders, better: 'higher' },
  {
    key: 'mrr_of_clicks',
    kind: 'ratio',
    numerator: { aggregate: 'reciprocal_rank', action: 'click' },
    denominator: searches,
    better: 'higher',
  },
  { key: 'latency_mean', kind: 'ratio', numerator: tookMs, denominator: searches, better: 'lower' },
  { key: 'latency_p95', kind: 'quantile', numerator: tookMs, quantile: 0.95, better: 'lower' },
  { key: 'searches_per_shopper', kind: 'count', numerator: searches, better: 'higher' },
];
