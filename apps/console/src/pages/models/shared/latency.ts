import type { Message } from '../../../api/client';
import { duration } from '../../../ui/format';

/** Median and 95th percentile. */
export function quantiles({ p50_ms: median, p95_ms: p95 }: Message<'ModelLatency'>): string {
  return `${duration(median)} / ${duration(p95)}`;
}
