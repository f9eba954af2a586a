import { collectDefaultMetrics, type Registry } from 'prom-client';

/**
 * Gauges of prom-client whose names end as only a counter's may, so that promtool takes them for counters. Each is the sum
 * of the gauge of the same name without `_total`.
 */
const misnamed = ['nodejs_active_handles_total', 'nodejs_active_requests_total', 'nodejs_active_resources_total'];

/** Of the process and of Node.js: CPU, memory, garbage collection, how late the event loop comes. */
export function collectProcessMetrics(registry: Registry): void {
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
}
