// Expressions that several dashboards are made of. `$instance` and `$__rate_interval` are Grafana's.

/** What a selector of a process's own metrics ends with. */
const of = (...matchers) => `{${['instance=~"$instance"', ...matchers].join(', ')}}`;

/** A metric of the chosen processes, e.g. `series('weir_events_total', 'outcome="lost"')`. */
export const series = (metric, ...matchers) => `${metric}${of(...matchers)}`;

/** Growth a second of a counter, over the chosen processes together. */
export const rate = (metric, { by = [], where = [] } = {}) =>
  `sum${grouped(by)} (rate(${series(metric, ...where)}[$__rate_interval]))`;

/** A quantile of a histogram, over the chosen processes together. */
export const quantile = (share, metric, { by = [], where = [] } = {}) =>
  `histogram_quantile(${share}, ${rate(`${metric}_bucket`, { by: ['le', ...by], where })})`;

/** Part of a whole, 0 where there is no whole. */
export const share = (part, whole) => `${part} / (${whole} > 0) or 0 * ${whole}`;

/** A number of experiments, which all processes that have it say alike. */
export const told = (metric, { by = ['variant'], where = [] } = {}) =>
  `max${grouped(['experiment', ...by])} (${metric}{${['experiment=~"$experiment"', ...where].join(', ')}})`;

function grouped(labels) {
  return labels.length === 0 ? '' : ` by (${labels.join(', ')})`;
}
