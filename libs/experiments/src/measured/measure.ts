import type { EventMoments, MomentsQuery, VariantMoments } from '@weir/storage';
import { batchAttribute, batchesOf } from '../allocation/batches.js';
import type { Experiment } from '../definition/experiment.js';
import { type ExperimentResults, resultsOf, type VariantMetricResult } from '../results/experiment-results.js';
import {
  countOf,
  doersOf,
  type MeasuredAction,
  measuredActions,
  measuredMetrics,
  revenueIn,
  type UnitAction,
  unitActions,
} from './measured-metrics.js';

const dayMs = 86_400_000;

/** A number of a variant with its error, and how it stands to the control's. */
export interface MeasuredMetric {
  /** `ctr`, `add_to_cart_rate`, `conversion` or `revenue_per_unit`. */
  readonly metric: string;
  /** ISO 4217; '' for what is no money. */
  readonly currency: string;
  readonly value: number;
  readonly standardError: number;
  /** Relative to the control, with the 95 % interval that is right however often it is looked at. */
  readonly lift?: { readonly effect: number; readonly low: number; readonly high: number };
}

/** What shoppers who were exposed to a variant did. */
export interface MeasuredVariant {
  readonly variant: string;
  readonly isControl: boolean;
  readonly units: number;
  readonly reached: number;
  readonly failed: number;
  /** Share of the units that it should have. */
  readonly weight: number;
  readonly events: Readonly<Record<MeasuredAction, number>>;
  /** Units that did it at least once. */
  readonly doers: Readonly<Record<UnitAction, number>>;
  /** Searches with a click. */
  readonly clickedSearches: number;
  /** In units of the currency, by its code. */
  readonly revenue: ReadonlyMap<string, number>;
  readonly metrics: readonly MeasuredMetric[];
}

/** The phase of an experiment that runs, as a shop watches it. */
export interface MeasuredExperiment extends Pick<ExperimentResults, 'sampleRatio' | 'exposure' | 'leftOut'> {
  readonly experiment: string;
  readonly phase: number;
  readonly variants: readonly MeasuredVariant[];
}

/** What has to be counted for `measured`: the units and the window that the results of the experiment are of. */
export function measuredQuery(experiment: Experiment, currencies: readonly string[]): MomentsQuery {
  const { key, phase, unit, analysis } = experiment;
  return {
    ...{ experiment: key, phase, unit },
    windowMs: analysis.window_days * dayMs,
    metrics: measuredMetrics(currencies),
    // Units of one batch were drawn alike, and are weighed alike.
    ...(batchesOf(experiment, phase).length > 0 && { stratum: batchAttribute }),
  };
}

export function measured(
  experiment: Experiment,
  currencies: readonly string[],
  { found, now }: { readonly found: EventMoments; readonly now: number },
): MeasuredExperiment {
  const { phase } = experiment;
  const roles = measuredMetrics(currencies).map((metric) => ({ role: 'secondary', metric }) as const);
  const results = resultsOf({ experiment, phase, roles, ...found, now });
  return {
    experiment: experiment.key,
    phase,
    sampleRatio: results.sampleRatio,
    exposure: results.exposure,
    leftOut: results.leftOut,
    variants: results.variants.map(({ variant, units, reached, failed, weight }, at) => {
      const total = (metric: string): number => totalOf(found.moments, metric, variant);
      return {
        ...{ variant, units, reached, failed, weight, isControl: at === 0 },
        events: record(measuredActions, (action) => total(countOf(action))),
        doers: record(unitActions, (action) => total(doersOf(action))),
        clickedSearches: total('ctr'),
        revenue: new Map(
          currencies.map((currency) => [currency, total(revenueIn(currency)) / minorUnits(currency)] as const),
        ),
        metrics: results.metrics.flatMap(({ role, variants }) => {
          const shown = variants.find((each) => each.variant === variant);
          return shown === undefined ? [] : (shownAs(role.metric.key, currencies, shown) ?? []);
        }),
      };
    }),
  };
}

/** Sum of the numerators of all units, strata together. */
function totalOf(moments: readonly VariantMoments[], metric: string, variant: string): number {
  return moments
    .filter((each) => each.metric === metric && each.variant === variant)
    .reduce((sum, { m }) => sum + m.sum, 0);
}

/** Undefined for what is only counted. */
function shownAs(
  key: string,
  currencies: readonly string[],
  { value, standardError, comparison }: VariantMetricResult,
): MeasuredMetric | undefined {
  const currency = currencies.find((each) => revenueIn(each) === key);
  if (currency === undefined && (key.startsWith('count-') || key.startsWith('units-'))) return undefined;
  const scale = currency === undefined ? 1 : minorUnits(currency);
  return {
    metric: currency === undefined ? key : 'revenue_per_unit',
    currency: currency ?? '',
    value: value / scale,
    standardError: standardError / scale,
    ...(comparison !== undefined &&
      !('problem' in comparison) && {
        lift: { effect: comparison.effect, low: comparison.sequential[0], high: comparison.sequential[1] },
      }),
  };
}

/** How many minor units one unit of a currency has: 100 cents, 1 yen. */
function minorUnits(currency: string): number {
  const { maximumFractionDigits: digits = 2 } = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
  }).resolvedOptions();
  return 10 ** digits;
}

function record<Key extends string>(keys: readonly Key[], valueOf: (key: Key) => number): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, valueOf(key)])) as Record<Key, number>;
}
