import type { UnitMetric } from '@weir/storage';
import type { Experiment } from '../definition/experiment.js';
import { builtInMetrics } from '../metrics/built-in.js';

/** A metric and what it is looked at for. */
export interface MetricRole {
  readonly kind: 'primary' | 'secondary' | 'guardrail';
  readonly metric: UnitMetric;
  /** Of a guardrail: how much worse it may be, relative. */
  readonly margin?: number;
}

/** The metrics of an experiment, the primary one first. Its own come before built-in ones of the same key. */
export function rolesOf({ metrics }: Pick<Experiment, 'metrics'>): readonly MetricRole[] {
  const known = new Map<string, UnitMetric>([...builtInMetrics, ...metrics.custom].map((each) => [each.key, each]));
  const of = (key: string): UnitMetric => {
    const metric = known.get(key);
    if (metric === undefined) throw new RangeError(`There is no metric ${key}: a definition that names it is refused.`);
    return metric;
  };
  return [
    { kind: 'primary', metric: of(metrics.primary) },
    ...metrics.secondary.map((key) => ({ kind: 'secondary' as const, metric: of(key) })),
    ...metrics.guardrails.map(({ metric, margin }) => ({ kind: 'guardrail' as const, metric: of(metric), margin })),
  ];
}
