/** What the documents of an index are. */
export type IndexKind = 'events' | 'queries' | 'exposures' | 'forgotten';

/** Kinds that have an index a month. */
export type DatedKind = Exclude<IndexKind, 'forgotten'>;

const series: Readonly<Record<DatedKind, string>> = {
  events: 'ubi-events',
  queries: 'ubi-queries',
  exposures: 'exposures',
};

/** Names of the indices behind a prefix. What happened lies in an index a month (UTC), so that months can be dropped. */
export class IndexNames {
  /** Says of every event id where its document belongs. */
  readonly ids: string;
  /** Says which documents are forgotten. */
  readonly forgotten: string;

  constructor(readonly prefix: string) {
    this.ids = `${prefix}-event-ids`;
    this.forgotten = `${prefix}-forgotten`;
  }

  /** Name of the series, which its template has too, e.g. `weir-ubi-events`. */
  seriesOf(kind: DatedKind): string {
    return `${this.prefix}-${series[kind]}`;
  }

  /** Alias that all months of a kind are behind, as OpenSearch's own tools spell it: `weir_ubi_events`. */
  aliasOf(kind: DatedKind): string {
    return `${this.prefix}_${series[kind].replace('-', '_')}`;
  }

  /** Index of a month, e.g. `weir-ubi-events-2026.01`. `at` in ms since the Unix epoch. */
  dated(kind: DatedKind, at: number): string {
    return `${this.seriesOf(kind)}-${monthOf(at)}`;
  }

  /** Searches lie apart from what they led to. */
  ofEvent({ action, at }: { readonly action: string; readonly at: number }): string {
    return this.dated(action === 'search' ? 'queries' : 'events', at);
  }

  /** The kind and month of an index; undefined for one that is none of these. The month is '' where it has none. */
  parse(index: string): { readonly kind: IndexKind; readonly month: string } | undefined {
    if (index === this.forgotten) return { kind: 'forgotten', month: '' };
    for (const kind of ['events', 'queries', 'exposures'] as const) {
      const start = `${this.seriesOf(kind)}-`;
      const month = index.startsWith(start) ? index.slice(start.length) : '';
      if (/^\d{4,}\.\d\d$/.test(month)) return { kind, month };
    }
    return undefined;
  }

  /** Pattern of the indices of kinds; `parse` says whether what it finds is one of them. */
  patternsOf(...kinds: readonly IndexKind[]): string[] {
    return kinds.map((kind) => (kind === 'forgotten' ? `${this.forgotten}*` : `${this.seriesOf(kind)}-*`));
  }
}

/** The month of a time in UTC, e.g. `2026.01`. */
export function monthOf(at: number): string {
  const date = new Date(at);
  return `${String(date.getUTCFullYear()).padStart(4, '0')}.${String(date.getUTCMonth() + 1).padStart(2, '0')}`;
}
