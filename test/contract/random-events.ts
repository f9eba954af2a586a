import { seededRandom } from '@weir/evaluation';
import type { MomentsQuery, StoredEvent, StoredExposure, UnitMetric } from '@weir/storage';
import { hour, start } from './sample-events.js';

const searches = { aggregate: 'count', action: 'search' } as const;

/** Events and exposures of some sixty units with all that a query may ask about, and queries that ask it. */
export function randomCase(seed: number): {
  readonly events: readonly StoredEvent[];
  readonly exposures: readonly StoredExposure[];
  readonly queries: readonly MomentsQuery[];
} {
  const random = seededRandom(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const one = <T>(values: readonly T[]): T => values[upTo(values.length)]!;
  const units = Array.from({ length: 60 }, (_, n) => `u${n}`);
  const day = 24 * hour;
  const exposures = units.flatMap((unit): StoredExposure[] => {
    const variant = one(['a', 'b', 'c']);
    return Array.from({ length: 1 + upTo(3) }, () => ({
      ...{ experiment: 'e', phase: 1, unit, at: start + upTo(4 * day), reached: random() < 0.5 },
      variant: random() < 0.03 ? 'b' : variant,
      ...(random() < 0.8 && { attributes: { country: one(['DE', 'FR']), plus: random() < 0.5 } }),
    }));
  });
  const events = Array.from({ length: 3000 }, (_, n): StoredEvent => {
    const action = one(['search', 'search', 'impression', 'click', 'click', 'add_to_cart', 'purchase', 'read']);
    const at = start + upTo(14 * day) - 4 * day;
    return {
      ...{ id: `${n}`, action, at, receivedAt: at + upTo(day), productId: one(['', 'p1', 'p2', 'p3']) },
      ...{
        shopper: one([...units, '', 'nobody']),
        session: one([...units, '']),
        searchId: one(['', 's1', 's2', 's3', 's4']),
      },
      ...(random() < 0.8 && { position: 1 + upTo(20) }),
      ...(random() < 0.5 && { quantity: 1 + upTo(4) }),
      ...(random() < 0.8 && { revenueMinor: upTo(10_000), currency: one(['EUR', 'USD', 'CHF']) }),
      ...(random() < 0.5 && { value: random() * 10 - 5 }),
      ...(random() < 0.7 && {
        attributes: { took_ms: random() * 100, order_id: one(['1', '2', '3']), n: one([1, 2]) },
      }),
      ...(random() < 0.002 && { bot: true }),
    };
  });
  const clicked = { action: 'click' } as const;
  const money = { aggregate: 'sum', action: 'purchase', field: 'revenue' } as const;
  const all: readonly Omit<UnitMetric, 'key' | 'better'>[] = [
    { kind: 'count', numerator: { aggregate: 'count', ...clicked }, covariate: { days: 3 } },
    { kind: 'count', numerator: { aggregate: 'count', action: 'impression' }, window_hours: 24 },
    { kind: 'sum', numerator: money, winsorize: { percentile: 0.9 }, covariate: { days: 5 } },
    { kind: 'sum', numerator: money, currency: 'USD', winsorize: { value: 5000 } },
    { kind: 'sum', numerator: { aggregate: 'sum', action: 'read', field: 'value' } },
    { kind: 'sum', numerator: { aggregate: 'sum', action: 'purchase', field: 'quantity' }, window_hours: 200 },
    { kind: 'sum', numerator: { aggregate: 'distinct', action: 'purchase', field: 'order_id' } },
    { kind: 'sum', numerator: { aggregate: 'distinct', ...clicked, field: 'product_id' } },
    { kind: 'proportion', numerator: { aggregate: 'any', action: 'purchase' }, covariate: { days: 1 } },
    { kind: 'proportion', numerator: { aggregate: 'searches_without', ...clicked } },
    {
      kind: 'ratio',
      numerator: { aggregate: 'searches_with', ...clicked },
      denominator: searches,
      covariate: { days: 2 },
    },
    { kind: 'ratio', numerator: { aggregate: 'searches_without', ...clicked }, denominator: searches },
    {
      kind: 'ratio',
      numerator: { aggregate: 'reciprocal_rank', ...clicked },
      denominator: searches,
      winsorize: { percentile: 0.8 },
    },
    {
      kind: 'ratio',
      numerator: money,
      denominator: { aggregate: 'count', action: 'purchase' },
      covariate: { days: 3 },
      winsorize: { value: 3000 },
    },
    { kind: 'quantile', quantile: 0.9, numerator: { aggregate: 'sum', action: 'search', field: 'took_ms' } },
    { kind: 'quantile', quantile: 0.5, numerator: { aggregate: 'count', ...clicked }, window_hours: 48 },
  ];
  const of: MomentsQuery = {
    ...{ experiment: 'e', phase: 1 },
    metrics: all.map((metric, n) => ({ ...metric, key: `m${n}`, better: 'higher' })),
  };
  return {
    events,
    exposures,
    queries: [
      of,
      { ...of, triggered: true, currency: 'EUR', rates: { USD: 0.9, CHF: 1.05 } },
      { ...of, unit: 'session', currency: 'EUR', stratum: 'country' },
      { ...of, until: start + 3 * day, windowMs: 2 * day, bots: false, outliers: { purchases: 2 } },
      {
        ...of,
        triggered: true,
        stratum: 'plus',
        bots: { declared: false, perMinute: 1, perDay: 5 },
        outliers: { events: 15 },
      },
      { ...of, bots: { declared: true }, outliers: false, windowMs: hour },
    ],
  };
}
