import { randomInt } from 'node:crypto';

/** When an entry was written, counted in invalidations. Generations of different epochs have nothing to do with each other. */
export interface Stamp {
  /** 24 bits, drawn when the tenant's generation is made anew because it was lost. */
  readonly epoch: number;
  readonly generation: number;
}

/** The tenant's generation as Redis keeps it: the epoch in hexadecimal, a dot, the generation; undefined for anything else. */
export function parseStamp(text: string | null): Stamp | undefined {
  const parts = /^([0-9a-f]{6})\.(\d+)$/.exec(text ?? '');
  return parts === null ? undefined : { epoch: parseInt(parts[1]!, 16), generation: Number(parts[2]) };
}

export function newEpoch(): string {
  return randomInt(1 << 24)
    .toString(16)
    .padStart(6, '0');
}

/** Which prefixes were invalidated when, as this process knows it. */
export class Invalidations {
  private readonly byPrefix = new Map<string, number>();
  private lengths: readonly number[] = [];

  constructor(
    readonly stamp: Stamp,
    prefixes: readonly (readonly [prefix: string, generation: number])[] = [],
  ) {
    for (const [prefix, generation] of prefixes) this.byPrefix.set(prefix, generation);
    this.lengths = [...new Set([...this.byPrefix.keys()].map((prefix) => prefix.length))];
  }

  /** Whether an entry of this key was written before a prefix of the key was invalidated. */
  isDead(key: string, stamp: Stamp): boolean {
    if (stamp.epoch !== this.stamp.epoch) return true;
    return this.lengths.some((length) => (this.byPrefix.get(key.slice(0, length)) ?? 0) > stamp.generation);
  }
}
