import { LRUCache } from 'lru-cache';
import type { StoredExposure } from './stored-event.js';

/** Units whose exposures are remembered. */
const remembered = 200_000;

/** What is written of an exposure: its time, when it reached the variant first, and whether it failed to. */
interface Known {
  readonly at: number;
  readonly reachedAt: number;
  readonly failed: boolean;
}

/** Exposures that are known to be written, so that repeating them writes nothing. */
export class KnownExposures {
  private readonly known = new LRUCache<string, Known>({ max: remembered });

  /** Whether results could differ by it. */
  tellsMore(exposure: StoredExposure): boolean {
    const known = this.known.get(keyOf(exposure));
    return (
      known === undefined ||
      exposure.at < known.at ||
      (exposure.reached && exposure.at < known.reachedAt) ||
      (exposure.failed === true && !known.failed)
    );
  }

  /** To be told once it is durable. */
  remember(exposure: StoredExposure): void {
    const key = keyOf(exposure);
    const known = this.known.get(key) ?? { at: Infinity, reachedAt: Infinity, failed: false };
    this.known.set(key, {
      at: Math.min(known.at, exposure.at),
      reachedAt: exposure.reached ? Math.min(known.reachedAt, exposure.at) : known.reachedAt,
      failed: known.failed || exposure.failed === true,
    });
  }

  clear(): void {
    this.known.clear();
  }
}

function keyOf({ experiment, phase, variant, unit }: StoredExposure): string {
  return JSON.stringify([experiment, phase, variant, unit]);
}
