/** A metric of a manifest as people read it. */
export interface MetricLabel {
  /** Judged set that it was measured on; empty for what is of no set. */
  readonly set: string;
  readonly metric: string;
  /** Which way is better. */
  readonly better: 'up' | 'down';
}

const measure = /^(?:(?<set>.+)_)?(?<metric>(?:ndcg|recall|precision|mrr|map)(?:_at_\d+)?|ndcg_loss|rank_correlation)$/;
const names: Readonly<Record<string, string>> = {
  ndcg: 'NDCG',
  recall: 'recall',
  precision: 'precision',
  mrr: 'MRR',
  map: 'MAP',
  cpu: 'CPU',
};

/** E.g. `esci_retrieved_ndcg_at_10`: NDCG@10 on esci retrieved. */
export function metricLabel(key: string): MetricLabel {
  const { set = '', metric = key } = measure.exec(key)?.groups ?? {};
  const words = metric
    .replace(/_at_(\d+)/, '@$1')
    .split('_')
    .map((word) => word.replace(/^[a-z]+/, (name) => names[name] ?? name))
    .join(' ');
  const isCost = /(^|_)(loss|ms|seconds|bytes|error)(_|$)/.test(key);
  return { set: set.replaceAll('_', ' '), metric: words, better: isCost ? 'down' : 'up' };
}
