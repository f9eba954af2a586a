/** What the list shows. */
export interface ListView {
  readonly state?: string;
}

/** What the results show. */
export interface ResultsView {
  readonly phase?: number;
  readonly triggered?: boolean;
  readonly bots?: boolean;
  readonly outliers?: boolean;
  readonly currency?: string;
  /** Of the chart and the breakdown. */
  readonly metric?: string;
  readonly attribute?: string;
  readonly correction?: string;
}

const states = ['draft', 'running', 'stopped', 'archived'];
const corrections = ['holm', 'bonferroni', 'benjamini-hochberg'];

export function listView(search: Readonly<Record<string, unknown>>): ListView {
  const { state } = search;
  return typeof state === 'string' && states.includes(state) ? { state } : {};
}

/** What an address says wrongly is left out. */
export function resultsView(search: Readonly<Record<string, unknown>>): ResultsView {
  const { phase, triggered, bots, outliers, currency, metric, attribute, correction } = search;
  return {
    ...(typeof phase === 'number' && Number.isInteger(phase) && phase > 0 && { phase }),
    ...(triggered === true && { triggered }),
    ...(bots === true && { bots }),
    ...(outliers === true && { outliers }),
    ...(typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) && { currency }),
    ...(typeof metric === 'string' && metric !== '' && { metric }),
    ...(typeof attribute === 'string' && attribute !== '' && { attribute }),
    ...(typeof correction === 'string' && corrections.includes(correction) && { correction }),
  };
}
