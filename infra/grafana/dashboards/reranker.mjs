import { dashboard } from '../panels/dashboard.mjs';
import { quantile, rate, series, share } from '../panels/expressions.mjs';
import { lines, number } from '../panels/panels.mjs';

const scores = (...where) => rate('weir_cache_reads_total', { where: ['cache="scores"', ...where] });

export const reranker = dashboard({
  uid: 'weir-reranker',
  title: 'Reranker',
  about: 'Models and the cores that they share: what waits, how much is done at once, what the cache saves.',
  rows: {
    Queue: [
      number({
        title: 'Waiting now',
        about: 'Pieces of work that wait for a core.',
        targets: { queued: `sum(${series('weir_inference_queued')})` },
      }),
      number({
        title: 'Running now',
        about: 'Pieces of work on a core.',
        targets: { running: `sum(${series('weir_inference_running')})` },
      }),
      number({
        title: 'Wait of a piece',
        about: 'Mean; what the autoscaler of the chart goes by.',
        unit: 's',
        targets: {
          wait: share(rate('weir_inference_queue_seconds_total'), rate('weir_inference_completed_total')),
        },
      }),
      number({
        title: 'Pieces a second',
        about: 'Done.',
        unit: 'ops',
        targets: { done: rate('weir_inference_completed_total') },
      }),
      lines({
        title: 'Wait for a core, reranking',
        about: 'Until a piece is begun or dropped.',
        unit: 's',
        targets: Object.fromEntries(
          [0.5, 0.95, 0.99].map((at) => [
            `p${at * 100}`,
            quantile(at, 'weir_inference_wait_seconds', { where: ['priority="rerank"'] }),
          ]),
        ),
      }),
      lines({
        title: 'Wait for a core by priority, p95',
        about: "query: a search's vector; rerank; passage: vectors of products; background: comparisons.",
        unit: 's',
        targets: { '{{priority}}': quantile(0.95, 'weir_inference_wait_seconds', { by: ['priority'] }) },
      }),
      lines({
        title: 'Dropped before it was begun',
        about: 'deadline: too late; cancelled: the caller left; overloaded: too many waited.',
        unit: 'ops',
        targets: { '{{cause}}': rate('weir_inference_dropped_total', { by: ['cause'] }) },
      }),
      lines({
        title: 'Queue',
        about: 'Pieces that wait, by process.',
        targets: { '{{instance}}': series('weir_inference_queued') },
      }),
    ],
    Batches: [
      lines({
        title: 'Tokens of a piece, p95',
        about: 'Padding included; the budget is 64, or 160 where rows are padded to one run.',
        targets: { '{{model}}': quantile(0.95, 'weir_inference_batch_tokens', { by: ['model'] }) },
      }),
      lines({
        title: 'Texts or pairs of a piece, mean',
        about: 'More are done at once where the model may pad.',
        targets: {
          '{{model}}': `${rate('weir_inference_batch_rows_sum', { by: ['model'] })} / ${rate('weir_inference_batch_rows_count', { by: ['model'] })}`,
        },
      }),
      lines({
        title: 'Time of a piece on its core, p95',
        about: 'It is not interrupted: whoever comes next waits for it.',
        unit: 's',
        targets: { '{{model}}': quantile(0.95, 'weir_inference_run_seconds', { by: ['model'] }) },
      }),
      lines({
        title: 'Tokens a second',
        about: 'Of each model.',
        targets: { '{{model}}': rate('weir_inference_batch_tokens_sum', { by: ['model'] }) },
      }),
      lines({
        title: 'Memory of the threads',
        about: "JavaScript's share; that of the runtime shows in the resident memory of the process.",
        unit: 'bytes',
        targets: { '{{model}}': `sum by (model) (${series('weir_model_threads_memory_bytes')})` },
      }),
    ],
    'What it is for': [
      lines({
        title: 'Scores found in the cache',
        about: 'Share of the pairs whose score was known.',
        unit: 'percentunit',
        max: 1,
        targets: { hits: share(scores('outcome="hit"'), scores()) },
      }),
      lines({
        title: 'Time of the stage',
        about: 'As a search sees it, the call of another process included.',
        unit: 's',
        targets: {
          p50: quantile(0.5, 'weir_stage_seconds', { where: ['stage="rerank"'] }),
          p95: quantile(0.95, 'weir_stage_seconds', { where: ['stage="rerank"'] }),
          budget: `max(${series('weir_stage_budget_seconds', 'stage="rerank"')})`,
        },
      }),
      lines({
        title: 'Degraded',
        about: 'Searches whose reranking did less than its work, by cause.',
        unit: 'ops',
        targets: { '{{cause}}': rate('weir_degraded_total', { by: ['cause'], where: ['stage="rerank"'] }) },
      }),
    ],
  },
});
