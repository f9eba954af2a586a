import { dashboard } from '../panels/dashboard.mjs';
import { quantile, rate, series, share } from '../panels/expressions.mjs';
import { lines, number, table } from '../panels/panels.mjs';

const searches = rate('weir_searches_total');
const inTime = rate('weir_search_seconds_bucket', { where: ['le="0.25"'] });
const answered = rate('weir_search_seconds_count');
const late = `(1 - (${share(inTime, answered)}))`;
const stage = (legend, at) =>
  lines({
    title: `Stages, ${legend}`,
    about: `Time of each stage, ${legend}.`,
    unit: 's',
    width: 8,
    targets: { '{{stage}}': quantile(at, 'weir_stage_seconds', { by: ['stage'] }) },
  });

export const cascade = dashboard({
  uid: 'weir-cascade',
  title: 'Cascade latency',
  about: 'What searches take, stage by stage, and what they have left of their budgets.',
  rows: {
    Searches: [
      number({ title: 'Searches a second', about: 'Answered or not.', unit: 'reqps', targets: { searches } }),
      number({
        title: 'p99',
        about: 'Of all answered searches, those of the page cache among them.',
        unit: 's',
        targets: { p99: quantile(0.99, 'weir_search_seconds') },
      }),
      number({
        title: 'Answered within 250 ms',
        about: "The default Plan's deadline.",
        unit: 'percentunit',
        targets: { share: share(inTime, answered) },
      }),
      number({
        title: 'Degraded',
        about: 'Answers of which a stage did less than its work.',
        unit: 'percentunit',
        targets: { share: share(rate('weir_searches_total', { where: ['outcome="degraded"'] }), searches) },
      }),
      lines({
        title: 'Search latency',
        about: 'Against the deadline of the base Plan.',
        unit: 's',
        targets: {
          p50: quantile(0.5, 'weir_search_seconds'),
          p95: quantile(0.95, 'weir_search_seconds'),
          p99: quantile(0.99, 'weir_search_seconds'),
          deadline: `max(${series('weir_search_deadline_seconds')})`,
        },
      }),
      lines({
        title: 'Searches by outcome',
        about: 'ok, degraded, or the code of the error.',
        unit: 'reqps',
        targets: { '{{outcome}}, cached {{cached}}': rate('weir_searches_total', { by: ['outcome', 'cached'] }) },
      }),
      lines({
        title: 'How fast the latency budget burns',
        about: 'With 99 % within 250 ms as the goal: 1 uses it up exactly in its window, 14.4 in two days of thirty.',
        targets: { 'burn rate': `${late} / 0.01` },
      }),
      lines({
        title: 'Late answers',
        about: 'Share of the answers that took more than 250 ms.',
        unit: 'percentunit',
        targets: { late },
      }),
    ],
    Stages: [
      stage('p50', 0.5),
      stage('p95', 0.95),
      stage('p99', 0.99),
      lines({
        title: 'Budget burn: p95 of its budget',
        about: 'p95 of each stage as a part of what the base Plan allows it; above 1 it is cut off or degrades others.',
        unit: 'percentunit',
        targets: {
          '{{stage}}': `${quantile(0.95, 'weir_stage_seconds', { by: ['stage'] })} / on (stage) max by (stage) (${series('weir_stage_budget_seconds')})`,
        },
      }),
      lines({
        title: 'Left of the deadline when a stage ends, p5',
        about: 'Nineteen of twenty searches have more.',
        unit: 's',
        targets: { '{{stage}}': quantile(0.05, 'weir_stage_left_seconds', { by: ['stage'] }) },
      }),
      lines({
        title: 'Candidates in',
        about: 'Mean of a run of the stage.',
        targets: { '{{stage}}': candidates('in') },
      }),
      lines({
        title: 'Candidates out',
        about: 'Mean of a run of the stage.',
        targets: { '{{stage}}': candidates('out') },
      }),
      lines({
        title: 'Degraded by stage and cause',
        about: 'Stages that did less than their work, a second.',
        unit: 'ops',
        targets: { '{{stage}}: {{cause}}': rate('weir_degraded_total', { by: ['stage', 'cause'] }) },
      }),
      lines({
        title: 'Ended after the deadline',
        about: 'Share of the runs of a stage that ended when nothing of the deadline was left.',
        unit: 'percentunit',
        targets: {
          '{{stage}}': `${rate('weir_stage_left_seconds_bucket', { by: ['stage'], where: ['le="0"'] })} / ${rate('weir_stage_left_seconds_count', { by: ['stage'] })}`,
        },
      }),
    ],
    Load: [
      lines({
        title: 'Searches under way, and how many may be',
        about: 'The limit follows how long searches wait and take.',
        targets: {
          'under way': `sum(${series('weir_admission_in_flight')})`,
          waiting: `sum(${series('weir_admission_queued')})`,
          limit: `sum(${series('weir_admission_limit')})`,
        },
      }),
      lines({
        title: 'Wait before a search begins, p95',
        about: 'Of those that were let in, by priority.',
        unit: 's',
        targets: { '{{priority}}': quantile(0.95, 'weir_admission_queue_seconds', { by: ['priority'] }) },
      }),
      lines({
        title: 'Refused before any work',
        about: 'By priority and reason: full, waited, deadline, displaced, door.',
        unit: 'reqps',
        targets: {
          '{{priority}}: {{reason}}': `${rate('weir_admission_rejected_total', { by: ['priority', 'reason'] })} or vector(0)`,
        },
      }),
      lines({
        title: 'Answers by how much of the cascade made them',
        about: 'full, window, cached_scores, ranker, retrieval, last_good.',
        unit: 'reqps',
        targets: { '{{rung}}': rate('weir_ladder_total', { by: ['rung'] }) },
      }),
      lines({
        title: 'Done of what an answer can do without',
        about: '1: all of it. Below, load has made the cascade do less.',
        unit: 'percentunit',
        max: 1,
        targets: { '{{instance}}': series('weir_ladder_share') },
      }),
    ],
    Processes: [
      lines({
        title: 'Calls by status',
        about: 'gRPC and HTTP.',
        unit: 'reqps',
        targets: { '{{api}} {{code}}': rate('weir_requests_total', { by: ['api', 'code'] }) },
      }),
      lines({
        title: 'Slowest routes, p99',
        about: 'Streams count whole.',
        unit: 's',
        targets: { '{{route}}': `topk(8, ${quantile(0.99, 'weir_request_seconds', { by: ['route'] })})` },
      }),
      lines({
        title: 'Event-loop lag, p99',
        about: 'How late the loop of a process comes; everything in it waits that long.',
        unit: 's',
        width: 8,
        targets: { '{{instance}}': series('nodejs_eventloop_lag_p99_seconds') },
      }),
      lines({
        title: 'Resident memory',
        about: 'Of each process, all of its threads and models.',
        unit: 'bytes',
        width: 8,
        targets: { '{{instance}}': series('process_resident_memory_bytes') },
      }),
      lines({
        title: 'Cores in use',
        about: 'Of each process.',
        width: 8,
        targets: { '{{instance}}': `rate(${series('process_cpu_seconds_total')}[$__rate_interval])` },
      }),
      table({
        title: 'Models',
        about: 'Of the base Plan; 0 where another version was promoted but cannot be served.',
        targets: { model: `min by (setting, model) (${series('weir_model_info')})` },
      }),
      lines({
        title: 'Parts that failed without failing a request',
        about: 'Stages and background work; the log has the cause.',
        unit: 'ops',
        targets: { '{{part}}': `${rate('weir_faults_total', { by: ['part'] })} or vector(0)` },
      }),
    ],
  },
});

function candidates(direction) {
  const all = rate('weir_stage_candidates_total', { by: ['stage'], where: [`direction="${direction}"`] });
  return `${all} / ${rate('weir_stage_seconds_count', { by: ['stage'] })}`;
}
