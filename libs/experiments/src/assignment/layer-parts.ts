import { bucketCounts, bucketOf } from './hash.js';
import type { UnitHashes } from './unit-hashes.js';

/** Who owns which part of one layer. All experiments of the layer share it, and it answers for a unit once. */
export class LayerParts {
  private readonly owners = new Int16Array(bucketCounts[2]).fill(-1);
  private unit: string | undefined;
  private owner = -1;

  /** The layer's seed has this slot in the hashes of its units. */
  constructor(readonly slot: number) {}

  /** Gives the buckets [from, to) to an experiment, but for those that another has already. */
  give(from: number, to: number, experiment: number): void {
    for (let part = from; part < to; part += 1) if (this.owners[part] === -1) this.owners[part] = experiment;
  }

  /** Index of the experiment that a unit belongs to in this layer, -1 for none. */
  ownerOf(unit: string, hashes: UnitHashes): number {
    if (unit !== this.unit) {
      this.unit = unit;
      this.owner = this.owners[bucketOf(hashes.of(unit)[this.slot]!)]!;
    }
    return this.owner;
  }
}
