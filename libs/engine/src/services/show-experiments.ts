import type { Experiment, MeasuredExperiment } from '@weir/experiments';
import type { Metrics, Reading } from '@weir/telemetry';
import { ExperimentCounts, type ExperimentCountsParts, mostExperiments, mostVariants } from './experiment-counts.js';
import { showVariants } from './show-variants.js';

/** What shoppers did in the experiments that run, and whether that can be believed. */
export function showExperiments(metrics: Metrics, parts: ExperimentCountsParts): void {
  const { whenAsked } = metrics;
  const counts = new ExperimentCounts(parts);
  whenAsked.labelledGauge('weir_experiments', 'Experiments by state.', ['state'], () => statesOf(parts.running.all()));
  whenAsked.gauge(
    'weir_experiments_not_shown',
    `Experiments that run and are left out of the metrics below, which show ${mostExperiments} of at most ${mostVariants} variants together.`,
    () => counts.leftOut(),
  );
  whenAsked.gauge(
    'weir_experiment_results_timestamp_seconds',
    'When the numbers of experiments were counted last; 0 before the first time.',
    () => counts.countedAt / 1000,
  );
  showEach(metrics, () => counts.read());
}

function statesOf(experiments: readonly Experiment[]): readonly Reading<'state'>[] {
  const states = ['draft', 'running', 'stopped', 'archived'] as const;
  return states.map((state) => [{ state }, experiments.filter((each) => each.state === state).length]);
}

function showEach({ whenAsked }: Metrics, current: () => readonly MeasuredExperiment[]): void {
  const ofExperiments = (name: string, help: string, valueOf: (experiment: MeasuredExperiment) => number): void => {
    whenAsked.labelledGauge(name, help, ['experiment'], () =>
      current().map((each) => [{ experiment: each.experiment }, valueOf(each)]),
    );
  };
  ofExperiments(
    'weir_experiment_phase',
    'Phase that runs; what is counted begins anew with each.',
    ({ phase }) => phase,
  );
  ofExperiments(
    'weir_experiment_sample_ratio_p_value',
    'P value of the split of units over the variants; below 0.001 it is broken.',
    ({ sampleRatio }) => sampleRatio.pValue,
  );
  ofExperiments(
    'weir_experiment_sample_ratio_mismatch',
    '1 where the split of units is broken, else 0.',
    ({ sampleRatio }) => Number(sampleRatio.mismatch),
  );
  ofExperiments(
    'weir_experiment_exposure_mismatch',
    '1 where failures kept units of one variant from it more often than those of another, else 0.',
    ({ exposure }) => Number(exposure.mismatch),
  );
  whenAsked.labelledGauge(
    'weir_experiment_left_out_units',
    'Units that are left out: crossed (in several variants), bots, outliers.',
    ['experiment', 'reason'],
    () =>
      current().flatMap(({ experiment, leftOut }) =>
        Object.entries(leftOut).map(([reason, units]) => [{ experiment, reason }, units] as const),
      ),
  );
  showVariants(whenAsked, () =>
    current().flatMap(({ experiment, variants }) => variants.map((variant) => ({ experiment, variant }))),
  );
}
