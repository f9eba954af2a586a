import { choice, dashboard } from '../panels/dashboard.mjs';
import { told } from '../panels/expressions.mjs';
import { lines, number, table } from '../panels/panels.mjs';

/** Two-sided 95 %. */
const z = 1.96;

/** A metric with its error, as Weir gives it: value, low, high. */
const withError = (...where) => {
  const value = told('weir_experiment_metric', { by: ['variant', 'currency'], where });
  const error = told('weir_experiment_metric_standard_error', { by: ['variant', 'currency'], where });
  return {
    '{{variant}} {{currency}}': value,
    '{{variant}} {{currency}} low': `${value} - ${z} * ${error}`,
    '{{variant}} {{currency}} high': `${value} + ${z} * ${error}`,
  };
};

/** A share of units with Wilson's interval (JASA 1927), which is right where few did it. */
const wilson = (action) => {
  const did = told('weir_experiment_acting_units', { where: [`action="${action}"`] });
  const units = `(${told('weir_experiment_units')} > 0)`;
  const p = `${did} / ${units}`;
  const middle = `(${p} + ${z ** 2 / 2} / ${units})`;
  const half = `${z} * sqrt((${p} * (1 - ${p}) + ${z ** 2 / 4} / ${units}) / ${units})`;
  const scale = `(1 + ${z ** 2} / ${units})`;
  return {
    '{{variant}}': p,
    '{{variant}} low': `(${middle} - ${half}) / ${scale}`,
    '{{variant}} high': `(${middle} + ${half}) / ${scale}`,
  };
};

const lift = (...where) =>
  Object.fromEntries(
    ['estimate', 'low', 'high'].map((bound) => [
      `{{variant}} {{currency}} ${bound}`,
      told('weir_experiment_lift_ratio', { by: ['variant', 'currency'], where: [...where, `bound="${bound}"`] }),
    ]),
  );

const liftPanel = (title, ...where) =>
  lines({
    title: `Lift of ${title}`,
    about: 'Over the control, with the interval that is right however often it is looked at.',
    unit: 'percentunit',
    targets: lift(...where),
  });

export const experiments = dashboard({
  uid: 'weir-experiments',
  title: 'Revenue and experiments',
  about: 'What shoppers did in each variant of the experiments that run, and whether the numbers can be believed.',
  variables: [choice('experiment', 'Experiment', 'weir_experiment_phase')],
  rows: {
    Outcome: [
      lines({
        title: 'Revenue per shopper',
        about: 'Of every exposed shopper, those who bought nothing among them; 95 % interval.',
        unit: 'short',
        targets: withError('metric="revenue_per_unit"'),
      }),
      liftPanel('revenue per shopper', 'metric="revenue_per_unit"'),
      lines({
        title: 'Conversion',
        about: "Shoppers who bought, of those exposed; Wilson's 95 % interval.",
        unit: 'percentunit',
        targets: wilson('purchase'),
      }),
      liftPanel('conversion', 'metric="conversion"'),
      lines({
        title: 'CTR',
        about: 'Searches with a click, of all searches; the error is by shopper (delta method).',
        unit: 'percentunit',
        targets: withError('metric="ctr"'),
      }),
      liftPanel('CTR', 'metric="ctr"'),
      lines({
        title: 'Add-to-cart rate',
        about: "Shoppers who put something into the cart; Wilson's 95 % interval.",
        unit: 'percentunit',
        targets: wilson('add_to_cart'),
      }),
      lines({
        title: 'Revenue',
        about: 'Of a variant, all together.',
        targets: {
          '{{experiment}} {{variant}} {{currency}}': told('weir_experiment_revenue', { by: ['variant', 'currency'] }),
        },
      }),
    ],
    'Can it be believed?': [
      number({
        title: 'Split of the shoppers broken',
        about: 'Sample-ratio mismatch, p < 0.001: do not read the results before its cause is found.',
        width: 6,
        targets: { '{{experiment}}': told('weir_experiment_sample_ratio_mismatch', { by: [] }) },
      }),
      number({
        title: 'Exposure broken',
        about: 'Failures kept shoppers of one variant from it more often than those of another.',
        width: 6,
        targets: { '{{experiment}}': told('weir_experiment_exposure_mismatch', { by: [] }) },
      }),
      number({
        title: 'Age of these numbers',
        about: 'Since they were counted last.',
        unit: 's',
        width: 6,
        targets: { age: 'time() - max(weir_experiment_results_timestamp_seconds)' },
      }),
      number({
        title: 'Experiments that run',
        about: 'And those that are left out of these panels.',
        width: 6,
        targets: {
          running: 'max(weir_experiments{state="running"})',
          'not shown': 'max(weir_experiments_not_shown)',
        },
      }),
      lines({
        title: 'Exposures',
        about: 'Shoppers that count, by variant.',
        targets: { '{{experiment}} {{variant}}': told('weir_experiment_units') },
      }),
      lines({
        title: 'Share of the shoppers, and what it should be',
        about: 'The two must agree within the noise.',
        unit: 'percentunit',
        targets: {
          '{{variant}}': `${told('weir_experiment_units')} / on (experiment) group_left () (sum by (experiment) (${told('weir_experiment_units')}) > 0)`,
          '{{variant}} should be': told('weir_experiment_weight_ratio'),
        },
      }),
      lines({
        title: 'P value of the split',
        about: 'Below 0.001 the split is broken.',
        max: 1,
        targets: { '{{experiment}}': told('weir_experiment_sample_ratio_p_value', { by: [] }) },
      }),
      lines({
        title: 'Shoppers that saw what differs',
        about: 'Others were exposed but saw the same as without the experiment, or were kept from it by a failure.',
        targets: {
          '{{variant}} reached': told('weir_experiment_reached_units'),
          '{{variant}} failed': told('weir_experiment_failed_units'),
        },
      }),
      table({
        title: 'Left out',
        about: 'Shoppers in several variants, robots, outliers.',
        targets: { units: told('weir_experiment_left_out_units', { by: ['reason'] }) },
      }),
      table({
        title: 'What they did',
        about: 'Events by variant and action: numerators and denominators.',
        targets: { events: told('weir_experiment_events', { by: ['variant', 'action'] }) },
      }),
      table({
        title: 'Variants',
        about: 'The control is what others are compared with.',
        targets: { role: told('weir_experiment_variant_info', { by: ['variant', 'role'] }) },
      }),
      table({
        title: 'Phase',
        about: 'Counting begins anew with each.',
        targets: { phase: told('weir_experiment_phase', { by: [] }) },
      }),
    ],
  },
});
