/** What became of asking for a lease. */
export type Lease =
  /** The caller has it. `release` gives it back before its time, and nobody else's. Never rejects. */
  | { readonly kind: 'taken'; release(): Promise<void> }
  /** Somebody else has it. */
  | { readonly kind: 'held' }
  /** Nobody can tell: do as if there were no leases. */
  | { readonly kind: 'unknown' };

/** Port: the right to compute something, which one at a time has, and loses after a while whatever becomes of it. */
export interface Leases {
  /** Never rejects. */
  take(key: string, ttlMs: number): Promise<Lease>;
}

/** Leases among those who share this object. */
export function createMemoryLeases(clock: () => number = () => performance.now()): Leases {
  const held = new Map<string, { readonly until: number }>();
  return {
    take: (key, ttlMs) => {
      if ((held.get(key)?.until ?? -Infinity) > clock()) return Promise.resolve({ kind: 'held' });
      const own = { until: clock() + ttlMs };
      held.set(key, own);
      const release = (): Promise<void> => {
        if (held.get(key) === own) held.delete(key);
        return Promise.resolve();
      };
      return Promise.resolve({ kind: 'taken', release });
    },
  };
}
