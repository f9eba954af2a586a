import type { Experiment } from '../definition/experiment.js';
import { builtInMetrics } from './built-in.js';
import type { UnitMetric } from './unit-metric.js';

/** What a metric decides in an experiment. */
export type MetricRole =
  | { readonly role: 'primary' | 'secondary'; readonly metric: UnitMetric }
  | { readonly role: 'guardrail'; readonly metric: UnitMetric; readonly margin: number };

/** Every metric of an experiment with its role, the primary first. */
export function metricsOf({ metrics }: Pick<Experiment, 'metrics'>): readonly MetricRole[] {
  const find = (key: string): UnitMetric => {
    const metric = resolveMetric(key, metrics.custom);
    // What was written was checked: only a metric that a later Weir no longer has gets here.
    if (metric === undefined) throw new RangeError(`There is no metric ${key}: declare it in metrics.custom.`);
    return metric;
  };
  return [
    { role: 'primary', metric: find(metrics.primary) },
    ...metrics.secondary.map((key): MetricRole => ({ role: 'secondary', metric: find(key) })),
    ...metrics.guardrails.map(({ metric, margin }): MetricRole => ({
      role: 'guardrail',
      metric: find(metric),
      margin,
    })),
  ];
}

/** A built-in metric, or one of those declared with the experiment. */
export function resolveMetric(key: string, custom: readonly UnitMetric[]): UnitMetric | undefined {
  // Those of the experiment first: a built-in one that a later Weir adds must not change what it measures.
  return custom.find((metric) => metric.key === key) ?? builtInMetrics.find((metric) => metric.key === key);
}
