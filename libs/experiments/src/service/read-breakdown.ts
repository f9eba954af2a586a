import { type GetBreakdownRequest, type GetBreakdownResponse, invalidArgument } from '@weir/contracts';
import { batchAttribute, batchesOf } from '../allocation/batches.js';
import type { Experiment } from '../definition/experiment.js';
import { segmentsOf } from '../results/segments.js';
import { askedOf, refuse, roleOf } from './asked.js';
import type { ExperimentParts } from './experiment-parts.js';
import { toVariantMetric } from './results-message.js';

const corrections: readonly Experiment['analysis']['correction'][] = ['holm', 'bonferroni', 'benjamini-hochberg'];

/** Counts a request's metric within each value of its attribute. */
export async function readBreakdown(
  { book, events, now }: Pick<ExperimentParts, 'book' | 'events' | 'now'>,
  request: GetBreakdownRequest,
): Promise<GetBreakdownResponse> {
  const { experiment, query } = await askedOf(book, request);
  if (experiment.kind === 'interleaving')
    throw refuse(`${experiment.key} is interleaved: it has one preference, and no metric to break down.`);
  if (batchesOf(experiment, query.phase).length > 0)
    throw refuse(
      `The weights of ${experiment.key} follow its results: numbers of a part of its units would be biased.`,
    );
  const { attribute } = request;
  const role = roleOf(experiment, request.metric);
  const correction = correctionOf(request.correction, experiment);
  const attributes = (await events.exposureAttributes(query)).filter((name) => name !== batchAttribute);
  const found =
    attribute === ''
      ? undefined
      : await events.moments({
          ...query,
          metrics: [role.metric],
          ...(request.currency !== '' && { currency: request.currency }),
          stratum: attribute,
        });
  const segments =
    found === undefined ? [] : segmentsOf({ experiment, phase: query.phase, role, moments: found.moments, correction });
  return {
    attributes,
    metric: role.metric.key,
    better: role.metric.better,
    correction,
    segments: segments.map((segment) => ({ ...segment, variants: segment.variants.map(toVariantMetric) })),
    at_ms: now(),
  };
}

function correctionOf(wanted: string, { analysis }: Experiment): Experiment['analysis']['correction'] {
  if (wanted === '') return analysis.correction;
  const found = corrections.find((each) => each === wanted);
  if (found !== undefined) return found;
  throw invalidArgument([{ field: 'correction', description: `must be one of ${corrections.join(', ')}` }]);
}
