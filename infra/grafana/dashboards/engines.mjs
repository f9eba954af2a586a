import { dashboard } from '../panels/dashboard.mjs';
import { quantile, rate, series, share } from '../panels/expressions.mjs';
import { lines, number } from '../panels/panels.mjs';

const calls = rate('weir_opensearch_requests_total');
const failed = rate('weir_opensearch_requests_total', { where: ['outcome=~"failed|unreachable"'] });

export const engines = dashboard({
  uid: 'weir-engines',
  title: 'Engines',
  about: 'OpenSearch and Redis as Weir sees them: how long they take, what fails, when they are given up.',
  rows: {
    OpenSearch: [
      number({ title: 'Calls a second', about: 'Of any kind.', unit: 'reqps', targets: { calls } }),
      number({
        title: 'Failed',
        about: 'Answered with a 5xx, not answered, or not in time.',
        unit: 'percentunit',
        targets: { failed: share(`(${failed} or vector(0))`, calls) },
      }),
      number({
        title: 'Search, p99',
        about: 'Of _search and _msearch.',
        unit: 's',
        targets: {
          p99: quantile(0.99, 'weir_opensearch_request_seconds', { where: ['operation=~"search|msearch"'] }),
        },
      }),
      number({
        title: 'Products',
        about: 'That can be found.',
        targets: { products: `max(${series('weir_products')})` },
      }),
      lines({
        title: 'Latency by operation, p50',
        about: 'Tries that failed included.',
        unit: 's',
        targets: { '{{operation}}': quantile(0.5, 'weir_opensearch_request_seconds', { by: ['operation'] }) },
      }),
      lines({
        title: 'Latency by operation, p99',
        about: 'Tries that failed included.',
        unit: 's',
        targets: { '{{operation}}': quantile(0.99, 'weir_opensearch_request_seconds', { by: ['operation'] }) },
      }),
      lines({
        title: 'Calls by operation and outcome',
        about: 'refused is a 4xx, which may be an answer: something is not there yet.',
        unit: 'reqps',
        targets: {
          '{{operation}} {{outcome}}': rate('weir_opensearch_requests_total', { by: ['operation', 'outcome'] }),
        },
      }),
      lines({
        title: 'Vectors to be made',
        about: 'Products that words find and vectors do not yet.',
        targets: { '{{instance}}': series('weir_vectors_pending') },
      }),
    ],
    'Redis and the caches': [
      lines({
        title: 'Latency of calls that were answered',
        about: 'Those beyond the budget of a call count as failures.',
        unit: 's',
        targets: {
          p50: quantile(0.5, 'weir_cache_call_seconds'),
          p95: quantile(0.95, 'weir_cache_call_seconds'),
          p99: quantile(0.99, 'weir_cache_call_seconds'),
        },
      }),
      lines({
        title: 'Calls without an answer',
        about: 'timeout, failed, or open: not tried, because those before failed.',
        unit: 'ops',
        targets: { '{{cause}}': rate('weir_cache_failures_total', { by: ['cause'] }) },
      }),
      lines({
        title: 'Used',
        about: '1 while the shared cache is used, 0 while the circuit breaker has given it up.',
        max: 1,
        targets: { '{{instance}}': series('weir_cache_available') },
      }),
      lines({
        title: 'Given up',
        about: 'How often, in the last hour.',
        targets: { times: `sum(increase(${series('weir_cache_opened_total')}[1h]))` },
      }),
      lines({
        title: 'Found in the cache',
        about: 'Share of the keys that were read; pages are lists of results, scores those of the reranker.',
        unit: 'percentunit',
        max: 1,
        targets: {
          '{{cache}}': `${rate('weir_cache_reads_total', { by: ['cache'], where: ['outcome="hit"'] })} / (${rate('weir_cache_reads_total', { by: ['cache'] })} > 0)`,
        },
      }),
    ],
  },
});
