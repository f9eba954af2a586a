import type { VariantMoments } from '@weir/storage';
import type { Batch } from '../definition/allocation.js';
import type { Experiment } from '../definition/experiment.js';

/** A batch and the units that it drew. */
export interface BatchUnits extends Batch {
  /** By variant. */
  readonly units: Readonly<Record<string, number>>;
}

/** Units that each batch of a phase drew, out of the moments of any one metric by batch. */
export function unitsOfBatches(
  batches: readonly Batch[],
  { variants }: Pick<Experiment, 'variants'>,
  moments: readonly VariantMoments[],
): readonly BatchUnits[] {
  const metric = moments[0]?.metric;
  const unitsOf = (batch: number, key: string): number =>
    moments.find((each) => each.metric === metric && each.variant === key && each.stratum === String(batch))?.units ??
    0;
  return batches.map((batch) => ({
    ...batch,
    units: Object.fromEntries(variants.map(({ key }) => [key, unitsOf(batch.batch, key)])),
  }));
}

/** The share of all units that each variant should have had, by the weights of the batches that drew them. */
export function expectedShares(batches: readonly BatchUnits[], variants: Experiment['variants']): readonly number[] {
  const totals = batches.map(({ units }) => Object.values(units).reduce((sum, each) => sum + each, 0));
  const all = totals.reduce((sum, each) => sum + each, 0);
  const first = variants.map(({ key, weight }) => batches[0]?.weights[key] ?? weight);
  if (all === 0) return first;
  return variants.map(
    ({ key }) => batches.reduce((sum, { weights }, at) => sum + (weights[key] ?? 0) * totals[at]!, 0) / all,
  );
}
