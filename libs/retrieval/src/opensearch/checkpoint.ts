import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import type { VersionedIndex } from './indices.js';

/**
 * How far an index that is being filled has come, kept in its mapping: a process that takes over goes on from there.
 * Written now and then: what lies behind it is written again, which versions make harmless.
 */
export class Checkpoint {
  /** Every write up to this version is in the index. */
  version: number;
  private writtenAt = -Infinity;

  constructor(
    private readonly client: Client,
    private readonly index: VersionedIndex,
  ) {
    this.version = index.filledTo;
  }

  /** Every write up to `version` is in the index now; versions come in order. */
  async note(version: number): Promise<void> {
    this.version = Math.max(this.version, version);
    if (performance.now() - this.writtenAt < everyMs) return;
    this.writtenAt = performance.now();
    const body = { _meta: { ...this.index.meta, filled_to: this.version } };
    await asked('writing a checkpoint', this.client.indices.putMapping({ index: this.index.name, body }));
  }
}

/** A change of the mapping concerns the whole cluster: not too often. */
const everyMs = 2_000;
