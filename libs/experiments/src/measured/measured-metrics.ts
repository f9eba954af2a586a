import { builtInMetrics } from '../metrics/built-in.js';
import type { UnitMetric } from '../metrics/unit-metric.js';

/** What is counted of each variant. */
export const measuredActions = ['search', 'impression', 'click', 'add_to_cart', 'purchase'] as const;
export type MeasuredAction = (typeof measuredActions)[number];

/** Actions whose doers are counted: each is the numerator of a share of units. */
export const unitActions = ['click', 'add_to_cart', 'purchase'] as const;
export type UnitAction = (typeof unitActions)[number];

/** Built-in metrics that are shown with their error, beside the revenue of each currency. */
const shown = new Set(['ctr', 'add_to_cart_rate', 'conversion']);

/** Of all events of an action. */
export const countOf = (action: MeasuredAction): string => `count-${action}`;
/** Of the units that did it. */
export const doersOf = (action: UnitAction): string => `units-${action}`;
/** Of what units brought in, minor units. */
export const revenueIn = (currency: string): string => `revenue-${currency.toLowerCase()}`;

/** What is measured of every experiment, whatever it decides by: as shops watch it. */
export function measuredMetrics(currencies: readonly string[]): readonly UnitMetric[] {
  return [
    ...builtInMetrics.filter(({ key }) => shown.has(key)),
    ...measuredActions.map((action): UnitMetric => ({
      key: countOf(action),
      kind: 'count',
      numerator: { aggregate: 'count', action },
      better: 'higher',
    })),
    ...unitActions.map((action): UnitMetric => ({
      key: doersOf(action),
      kind: 'proportion',
      numerator: { aggregate: 'any', action },
      better: 'higher',
    })),
    ...currencies.map((currency): UnitMetric => ({
      key: revenueIn(currency),
      kind: 'sum',
      numerator: { aggregate: 'sum', action: 'purchase', field: 'revenue' },
      currency,
      better: 'higher',
    })),
  ];
}
