import { type GetResultsRequest, invalidArgument } from '@weir/contracts';
import type { ExposureQuery } from '@weir/storage';
import { batchAttribute, batchesOf } from '../allocation/batches.js';
import type { Experiment } from '../definition/experiment.js';
import { metricsOf } from '../metrics/resolve.js';
import { type ExperimentResults, resultsOf } from '../results/experiment-results.js';
import { interleavedResultsOf } from '../results/interleaved-results.js';
import { askedOf } from './asked.js';
import type { ExperimentParts } from './experiment-parts.js';

type Parts = Pick<ExperimentParts, 'book' | 'events' | 'now'>;

/** Counts what a request asks about and reads results out of it. Rejects with `ApiError` where it asks what there is not. */
export async function readResults(parts: Parts, request: GetResultsRequest): Promise<ExperimentResults> {
  checkRates(request);
  const { experiment, query: units } = await askedOf(parts.book, request);
  const query: ExposureQuery = {
    ...units,
    ...(request.until_ms !== undefined && { until: request.until_ms }),
    ...(request.keep_bots && { bots: false as const }),
    ...(request.keep_outliers && { outliers: false as const }),
  };
  return experiment.kind === 'interleaving'
    ? readPreference(parts, experiment, query)
    : readMetrics(parts, experiment, { query, request });
}

async function readPreference(
  { events, now }: Parts,
  experiment: Experiment,
  query: ExposureQuery,
): Promise<ExperimentResults> {
  const [control, challenger] = experiment.variants;
  const found = await events.credit({ ...query, between: [control!.key, challenger!.key] });
  return interleavedResultsOf({ experiment, phase: query.phase, ...found, now: now() });
}

async function readMetrics(
  { events, now }: Parts,
  experiment: Experiment,
  { query, request }: { readonly query: ExposureQuery; readonly request: GetResultsRequest },
): Promise<ExperimentResults> {
  const roles = metricsOf(experiment);
  // Units of one batch were drawn alike, and are weighed alike.
  const isAllocated = batchesOf(experiment, query.phase).length > 0;
  const stratum = isAllocated ? batchAttribute : experiment.analysis.stratify_by;
  const metrics = [...new Map(roles.map(({ metric }) => [metric.key, metric])).values()].map((metric) =>
    request.keep_outliers ? { ...metric, winsorize: undefined } : metric,
  );
  const found = await events.moments({
    ...query,
    metrics,
    ...(request.currency !== '' && { currency: request.currency }),
    ...(Object.keys(request.rates).length > 0 && { rates: request.rates }),
    ...(stratum !== null && { stratum }),
  });
  return resultsOf({ experiment, phase: query.phase, roles, ...found, now: now() });
}

function checkRates({ rates, currency }: GetResultsRequest): void {
  const wrong = Object.entries(rates)
    .filter(([, rate]) => !(rate > 0 && Number.isFinite(rate)))
    .map(([code]) => ({ field: `rates.${code}`, description: 'must be above 0' }));
  if (Object.keys(rates).length > 0 && currency === '') {
    wrong.push({ field: 'currency', description: 'must name what the rates convert to' });
  }
  if (wrong.length > 0) throw invalidArgument(wrong);
}
