import { addMoments, allocate, type Moments } from '@weir/statistics';
import type { MomentsQuery, VariantMoments } from '@weir/storage';
import type { Experiment } from '../definition/experiment.js';
import { resolveMetric } from '../metrics/resolve.js';
import type { UnitMetric } from '../metrics/unit-metric.js';
import { batchAttribute, batchInForce } from './batches.js';
import { inTenThousandths } from './in-ten-thousandths.js';

const dayMs = 86_400_000;

/** An experiment with another batch, to be written over the version that it was made of. */
export interface NextBatch {
  readonly experiment: Experiment;
  /** For the audit log. */
  readonly reason: string;
}

/** What the next batch is decided by: the primary metric of every unit so far, by the batch that drew it. */
export function rewardQuery(experiment: Experiment): MomentsQuery {
  return {
    experiment: experiment.key,
    phase: experiment.phase,
    unit: experiment.unit,
    windowMs: experiment.analysis.window_days * dayMs,
    metrics: [rewardOf(experiment)],
    stratum: batchAttribute,
  };
}

/**
 * The experiment in its next batch, which begins now: weights by Thompson sampling from what all units of the phase did
 * so far. Undefined where nobody was drawn in the batch in force: it goes on.
 *
 * @param moments the answer to `rewardQuery`
 * @param now ms since the Unix epoch
 */
export function nextBatch(
  experiment: Experiment,
  moments: readonly VariantMoments[],
  now: number,
): NextBatch | undefined {
  const { allocation, variants, phases } = experiment;
  const current = batchInForce(experiment);
  const phase = phases.at(-1);
  if (allocation === null || current === undefined || phase === undefined) return undefined;
  if (!moments.some(({ stratum, units }) => stratum === String(current.batch) && units > 0)) return undefined;
  const reward = rewardOf(experiment);
  const arms = variants.map(({ key }) =>
    moments.filter(({ variant }) => variant === key).reduce((sum, each) => addMoments(sum, gainOf(reward, each)), none),
  );
  const kind = reward.kind === 'proportion' ? 'rate' : 'mean';
  const { weights, probabilityBest } = allocate(arms, { kind, floor: allocation.floor });
  const drawn = inTenThousandths(weights);
  const batch = {
    batch: current.batch + 1,
    from: now,
    weights: Object.fromEntries(variants.map(({ key }, arm) => [key, drawn[arm]!])),
  };
  const words = variants.map(({ key }, arm) => `${key} ${drawn[arm]!} (best with ${probabilityBest[arm]!.toFixed(3)})`);
  return {
    experiment: {
      ...experiment,
      phases: [...phases.slice(0, -1), { ...phase, batches: [...(phase.batches ?? []), batch] }],
    },
    reason: `batch ${batch.batch}: ${words.join(', ')}`,
  };
}

const none: Moments = { n: 0, sum: 0, sumSquares: 0 };

function rewardOf({ metrics }: Experiment): UnitMetric {
  const metric = resolveMetric(metrics.primary, metrics.custom);
  // What was written was checked: only a metric that a later Weir no longer has gets here.
  if (metric === undefined)
    throw new RangeError(`There is no metric ${metrics.primary}: declare it in metrics.custom.`);
  return metric;
}

/** Moments of what is the better the higher it is. */
function gainOf({ better, kind }: UnitMetric, { units: n, m }: VariantMoments): Moments {
  if (better === 'higher') return { n, ...m };
  return kind === 'proportion' ? { n, sum: n - m.sum, sumSquares: n - m.sum } : { n, ...m, sum: -m.sum };
}
