import type { Message } from '../../api/client';
import { queriesForFile } from './use-queries';
import type { View } from './view';

/** Saves the view's queries, at most 1,000, as a file of comma-separated values (RFC 4180). */
export async function downloadQueries(view: View): Promise<void> {
  const { queries } = await queriesForFile(view);
  const url = URL.createObjectURL(new Blob([toCsv(queries)], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `queries-${view.kind ?? 'top'}.csv`;
  link.click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

const columns: Readonly<Record<string, (stats: Message<'QueryStats'>) => string | number>> = {
  query: ({ query }) => query,
  searches: ({ searches }) => searches,
  searches_before: ({ searches_before: before }) => before,
  shoppers: ({ shoppers }) => shoppers,
  zero_results: ({ zero_results: zero }) => zero,
  clicked_searches: ({ clicked_searches: clicked }) => clicked,
  clicks: ({ clicks }) => clicks,
  reciprocal_rank: ({ reciprocal_rank: rank }) => rank,
  purchases: ({ purchases }) => purchases,
  revenue: ({ revenue }) => revenue.map(({ minor, currency }) => `${minor} ${currency}`).join('; '),
  took_p50_ms: ({ took_p50_ms: took }) => took ?? '',
  took_p95_ms: ({ took_p95_ms: took }) => took ?? '',
  degraded: ({ degraded }) => degraded,
  last: ({ last_ms: last }) => new Date(last).toISOString(),
};

function toCsv(queries: readonly Message<'QueryStats'>[]): string {
  const rows = queries.map((stats) => Object.values(columns).map((of) => cell(of(stats))));
  return [Object.keys(columns), ...rows].map((row) => `${row.join(',')}\r\n`).join('');
}

/** What a shopper wrote must not become a formula where the file is opened. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
