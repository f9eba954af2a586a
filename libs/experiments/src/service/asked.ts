import { ApiError, invalidArgument } from '@weir/contracts';
import type { ExposureQuery } from '@weir/storage';
import type { Experiment } from '../definition/experiment.js';
import type { ExperimentBook } from '../life-cycle/experiment-book.js';
import { type MetricRole, metricsOf } from '../metrics/resolve.js';

const dayMs = 86_400_000;

/** Which numbers of an experiment are wanted. */
interface Asking {
  readonly key: string;
  readonly phase?: number | undefined;
  readonly triggered: boolean;
}

/** An experiment, and which units of it. */
export interface Asked {
  readonly experiment: Experiment;
  readonly query: ExposureQuery;
}

/** Rejects with `ApiError` where there is no such phase. */
export async function askedOf(book: ExperimentBook, { key, phase: wanted, triggered }: Asking): Promise<Asked> {
  const experiment = await book.get(key);
  const phase = wanted ?? experiment.phase;
  if (phase < 1 || phase > experiment.phase) {
    throw invalidArgument([{ field: 'phase', description: `must be 1 to ${experiment.phase}` }]);
  }
  const windowMs = experiment.analysis.window_days * dayMs;
  return { experiment, query: { experiment: experiment.key, phase, unit: experiment.unit, triggered, windowMs } };
}

/** One metric of an experiment; '' is the primary one. */
export function roleOf(experiment: Experiment, metric: string): MetricRole {
  const roles = metricsOf(experiment);
  const found = metric === '' ? roles[0] : roles.find((role) => role.metric.key === metric);
  if (found === undefined) {
    const keys = [...new Set(roles.map((role) => role.metric.key))].join(', ');
    throw invalidArgument([{ field: 'metric', description: `${experiment.key} has ${keys}` }]);
  }
  return found;
}

/** What only an experiment of fixed weights and one variant a unit has. */
export function refuse(message: string): ApiError {
  return new ApiError('FAILED_PRECONDITION', message);
}
