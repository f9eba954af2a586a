import { dashboard } from '../panels/dashboard.mjs';
import { quantile, rate, share } from '../panels/expressions.mjs';
import { lines, number } from '../panels/panels.mjs';

const events = rate('weir_events_total');
const outcome = (name) => rate('weir_events_total', { where: [`outcome="${name}"`] });
const part = (title, about, name) =>
  number({ title, about, unit: 'percentunit', targets: { share: share(outcome(name), events) } });

export const dataQuality = dashboard({
  uid: 'weir-data-quality',
  title: 'Data quality',
  about: 'The events that results and rankers are made of: whether they come, in time, once, and as they should be.',
  rows: {
    Events: [
      number({ title: 'Events a second', about: 'Sent by the shop.', unit: 'ops', targets: { events } }),
      part('Refused', 'Wrong fields: they are not in any result.', 'refused'),
      part('Duplicates', 'Sent before under the same id, and counted once.', 'duplicate'),
      part('Lost', 'Searches or exposures that could not be written; they were not acknowledged to anybody.', 'lost'),
      lines({
        title: 'Events by what became of them',
        about: 'accepted, duplicate, refused, lost.',
        unit: 'ops',
        targets: { '{{outcome}}': rate('weir_events_total', { by: ['outcome'] }) },
      }),
      lines({
        title: 'Events by action',
        about: 'One that stops coming is a tag that broke.',
        unit: 'ops',
        targets: { '{{action}}': rate('weir_event_actions_total', { by: ['action'] }) },
      }),
      lines({
        title: 'Refused by field',
        about: 'What was wrong; one event may have several.',
        unit: 'ops',
        targets: { '{{field}}': rate('weir_event_rejections_total', { by: ['field'] }) },
      }),
      lines({
        title: 'Event lag',
        about: 'Between what happened, by its own clock, and its coming in.',
        unit: 's',
        targets: {
          p50: quantile(0.5, 'weir_event_lag_seconds'),
          p95: quantile(0.95, 'weir_event_lag_seconds'),
          p99: quantile(0.99, 'weir_event_lag_seconds'),
        },
      }),
      lines({
        title: 'Event lag by action, p95',
        about: 'Purchases often come by another way than clicks.',
        unit: 's',
        targets: { '{{action}}': quantile(0.95, 'weir_event_lag_seconds', { by: ['action'] }) },
      }),
      lines({
        title: 'Later than five minutes',
        about: 'Share of the events.',
        unit: 'percentunit',
        targets: {
          late: `1 - (${share(rate('weir_event_lag_seconds_bucket', { where: ['le="300"'] }), rate('weir_event_lag_seconds_count'))})`,
        },
      }),
    ],
    Experiments: [
      lines({
        title: 'Shoppers that are left out',
        about: 'Of all experiments: crossed (in several variants), bots, outliers.',
        targets: { '{{reason}}': 'sum by (reason) (max by (experiment, reason) (weir_experiment_left_out_units))' },
      }),
      lines({
        title: 'Splits that are broken',
        about: 'Experiments with a sample-ratio mismatch.',
        targets: { experiments: 'sum(max by (experiment) (weir_experiment_sample_ratio_mismatch))' },
      }),
    ],
  },
});
