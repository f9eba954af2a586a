import type { Batch } from '../definition/allocation.js';
import type { Experiment } from '../definition/experiment.js';
import { isOpen, startOf } from '../life-cycle/schedule.js';

/** Attribute of an exposure that says in which batch its unit was drawn, so that results know its propensity. */
export const batchAttribute = 'allocation_batch';

/** The batch that draws units now; undefined where weights are not allocated, and for a draft. */
export function batchInForce({ phase, phases }: Pick<Experiment, 'phase' | 'phases'>): Batch | undefined {
  return batchesOf({ phases }, phase).at(-1);
}

/** The batches of one phase, the first first; none where its weights were fixed. */
export function batchesOf({ phases }: Pick<Experiment, 'phases'>, phase: number): readonly Batch[] {
  return phases.find((each) => each.phase === phase)?.batches ?? [];
}

/** Whether the batch in force has lasted as long as it is to, so that the next one's weights are to be decided. */
export function isBatchOver(experiment: Experiment, now: number): boolean {
  const { allocation } = experiment;
  const batch = batchInForce(experiment);
  if (allocation === null || batch === undefined || !isOpen(experiment, now)) return false;
  return now >= Math.max(batch.from, startOf(experiment)) + allocation.batch_hours * 3_600_000;
}
