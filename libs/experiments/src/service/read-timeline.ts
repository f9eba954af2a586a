import { type GetTimelineRequest, type GetTimelineResponse, invalidArgument } from '@weir/contracts';
import { batchAttribute, batchesOf } from '../allocation/batches.js';
import { stepsOf } from '../results/steps.js';
import { interleavedResultsOf } from '../results/interleaved-results.js';
import { resultsOf } from '../results/experiment-results.js';
import { type Asked, askedOf, roleOf } from './asked.js';
import type { ExperimentParts } from './experiment-parts.js';
import { toPreference, toVariantMetric } from './results-message.js';

const usualSteps = 30;
const mostSteps = 60;

type Parts = Pick<ExperimentParts, 'book' | 'events' | 'now'>;
type Point = GetTimelineResponse['points'][number];

/** The comparison as it was at steps of time. A step after the other: what is served at the same time has to be read too. */
export async function readTimeline(parts: Parts, request: GetTimelineRequest): Promise<GetTimelineResponse> {
  const { steps = usualSteps } = request;
  if (steps < 2 || steps > mostSteps) {
    throw invalidArgument([{ field: 'steps', description: `must be 2 to ${mostSteps}` }]);
  }
  const asked = await askedOf(parts.book, request);
  const { experiment, query } = asked;
  const phase = experiment.phases.find((each) => each.phase === query.phase);
  const from = phase?.started_at ?? parts.now();
  const to = Math.min(parts.now(), (phase?.ended_at ?? Infinity) + (query.windowMs ?? 0));
  const { stepMs, moments } = stepsOf({ from, to, most: steps });
  const isInterleaved = experiment.kind === 'interleaving';
  const role = isInterleaved ? undefined : roleOf(experiment, request.metric);
  const points: Point[] = [];
  for (const at of from < to ? moments : []) points.push(await pointOf(parts, asked, { at, request }));
  return { metric: role?.metric.key ?? '', better: role?.metric.better ?? 'higher', step_ms: stepMs, points };
}

async function pointOf(
  { events }: Parts,
  { experiment, query }: Asked,
  { at, request }: { readonly at: number; readonly request: GetTimelineRequest },
): Promise<Point> {
  const { phase } = query;
  if (experiment.kind === 'interleaving') {
    const [control, challenger] = experiment.variants;
    const found = await events.credit({ ...query, until: at, between: [control!.key, challenger!.key] });
    const { preference } = interleavedResultsOf({ experiment, phase, ...found, now: at });
    return { at_ms: at, variants: [], preference: preference === undefined ? undefined : toPreference(preference) };
  }
  const role = roleOf(experiment, request.metric);
  const isAllocated = batchesOf(experiment, phase).length > 0;
  const stratum = isAllocated ? batchAttribute : experiment.analysis.stratify_by;
  const found = await events.moments({
    ...query,
    until: at,
    metrics: [role.metric],
    ...(request.currency !== '' && { currency: request.currency }),
    ...(stratum !== null && { stratum }),
  });
  const { metrics } = resultsOf({ experiment, phase, roles: [role], ...found, now: at });
  return { at_ms: at, variants: (metrics[0]?.variants ?? []).map(toVariantMetric), preference: undefined };
}
