import type { Experiment } from '../definition/experiment.js';
import { ExperimentError, invalidExperiment } from '../error.js';
import { coverageAt, startOf } from './schedule.js';

/**
 * A running experiment with more of the units from now on. Steps of its ramp that are still to come stay where they go
 * beyond that. Throws where fewer units would take part: those that are in would drop out.
 */
export function ramped(experiment: Experiment, coverage: number, now: number): Experiment {
  const { key, state, ramp } = experiment;
  if (!(coverage > 0 && coverage <= 1)) {
    throw invalidExperiment([{ field: 'coverage', description: 'must be above 0 and at most 1' }]);
  }
  if (state !== 'running') {
    throw new ExperimentError('FAILED_PRECONDITION', `${key} is ${state}: only a running experiment is ramped.`);
  }
  const before = coverageAt(experiment, now);
  if (coverage < before) {
    const description = `is below ${before}, which takes part now: units that are in would drop out. Stop it, or begin a new phase`;
    throw invalidExperiment([{ field: 'coverage', description }]);
  }
  const start = startOf(experiment);
  const ahead = ramp.filter(
    (step) => (step.at ?? start + (step.after_hours ?? 0) * 3_600_000) > now && step.coverage > coverage,
  );
  return { ...experiment, coverage, ramp: ahead };
}
