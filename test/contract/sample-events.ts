import type { MomentsQuery, StoredEvent, StoredExposure, UnitMetric } from '@weir/storage';

export const start = Date.UTC(2026, 0, 1);
export const hour = 3_600_000;

export function event(id: string, shopper: string, parts: Partial<StoredEvent> = {}): StoredEvent {
  const at = start + hour;
  return { id, action: 'click', at, receivedAt: at, shopper, session: '', searchId: '', productId: 'p', ...parts };
}

/** Two units in `a`, of which one was reached, one in `b` and one in both. */
export const exposures: readonly StoredExposure[] = [
  { unit: 'u1', variant: 'a' },
  { unit: 'u2', variant: 'a', reached: false },
  { unit: 'u3', variant: 'b' },
  { unit: 'u4', variant: 'a' },
  { unit: 'u4', variant: 'b' },
].map((parts) => ({ experiment: 'e', phase: 1, at: start, reached: true, ...parts }));

const search = { aggregate: 'count', action: 'search' } as const;
const metrics: readonly UnitMetric[] = [
  { key: 'conversion', kind: 'proportion', numerator: { aggregate: 'any', action: 'purchase' }, better: 'higher' },
  {
    key: 'revenue',
    kind: 'sum',
    numerator: { aggregate: 'sum', action: 'purchase', field: 'revenue' },
    better: 'higher',
  },
  {
    key: 'ctr',
    kind: 'ratio',
    numerator: { aggregate: 'searches_with', action: 'click' },
    denominator: search,
    better: 'higher',
  },
  {
    key: 'mrr',
    kind: 'ratio',
    numerator: { aggregate: 'reciprocal_rank', action: 'click' },
    denominator: search,
    better: 'higher',
  },
  {
    key: 'latency',
    kind: 'quantile',
    quantile: 0.5,
    numerator: { aggregate: 'sum', action: 'search', field: 'took_ms' },
    better: 'lower',
  },
];
/** What the suites ask about those. */
export const query: MomentsQuery = { experiment: 'e', phase: 1, metrics };
