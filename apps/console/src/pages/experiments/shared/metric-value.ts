import { money, number, percent } from '../../../ui/format';
import type { Metric } from './definition';

const thin = '\u202f';
const shares = new Set(['searches_with', 'searches_without']);

/** A metric's value with its unit. */
export function metricValue(metric: Metric | undefined, value: number, currency: string | undefined): string {
  const { kind, numerator } = metric ?? {};
  if (kind === 'proportion' || (numerator !== undefined && shares.has(numerator.aggregate))) return percent(value, 2);
  if (isMoney(metric)) return currency === undefined ? (value / 100).toFixed(2) : money(value, currency);
  if (numerator?.field === 'took_ms') return `${number(value)}${thin}ms`;
  return number(value);
}

/** Whether it is of what was paid. */
export function isMoney(metric: Metric | undefined): boolean {
  return metric?.numerator?.field === 'revenue';
}

/** A metric's key as words. */
export function metricName(key: string): string {
  const names: Readonly<Record<string, string>> = { ctr: 'Click-through rate', mrr_of_clicks: 'MRR of clicks' };
  const words = key.replaceAll('_', ' ');
  return names[key] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
