import { table } from '../experiment/table.js';
import type { Counts, VariantCounts } from '@weir/simulation';

/** What `weir simulate --json` prints of the shoppers. */
export interface SimulationSummary {
  readonly seed: number;
  readonly run: string;
  readonly model: string;
  readonly queries: number;
  readonly seconds: number;
  readonly searches_per_second: number;
  /** Searches that the server was too busy for; no shopper saw anything of them. */
  readonly refused_searches: number;
  readonly events: { readonly accepted: number; readonly duplicates: number };
  readonly all: Counts;
  readonly variants: readonly VariantCounts[];
}

/** The summary for people. */
export function showSummary(summary: SimulationSummary): string {
  const { all, variants, events } = summary;
  const rows = [
    ...variants.map((counts) => [`${counts.experiment} ${counts.variant}`, ...cells(counts)]),
    ['all', ...cells(all)],
  ];
  const notes = [
    `${summary.searches_per_second} searches/s; ${events.accepted} events recorded` +
      (events.duplicates > 0 ? `, ${events.duplicates} known before` : ''),
    `${all.cached} answers from the page cache, ${all.degraded} degraded, ${summary.refused_searches} searches refused`,
  ];
  return [
    `${all.shoppers} shoppers in ${summary.seconds} s (seed ${summary.seed}, run ${summary.run}, ${summary.model} model, ${summary.queries} queries)`,
    ...notes.map((note) => `  ${note}`),
    '',
    table(['', 'shoppers', 'searches', 'CTR', 'clicks', 'carts', 'purchases', 'conversion', 'revenue a shopper'], rows),
    '',
  ].join('\n');
}

function cells(counts: Counts): string[] {
  const { shoppers, searches } = counts;
  return [
    String(shoppers),
    String(searches),
    percent(counts.clicked_searches, searches),
    String(counts.clicks),
    String(counts.add_to_carts),
    String(counts.purchases),
    percent(counts.buyers, shoppers),
    Object.entries(counts.revenue_minor)
      .map(([currency, minor]) => perShopper(minor, shoppers, currency))
      .join(', '),
  ];
}

function perShopper(minor: number, shoppers: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' });
  const { maximumFractionDigits = 2 } = format.resolvedOptions();
  return format.format(minor / 10 ** maximumFractionDigits / Math.max(1, shoppers)).replaceAll('\u00a0', ' ');
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '' : `${((100 * part) / whole).toFixed(2)} %`;
}
