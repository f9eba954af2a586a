import type { Leases } from './leases.js';

export interface SharedFlight<T> {
  readonly leases: Leases;
  readonly key: string;
  /** How long the others wait for one that computes, and how long a lease outlives a process that died with it, ms. */
  readonly patienceMs: number;
  /** Looks for what another process has computed meanwhile. */
  readonly read: () => Promise<T | undefined>;
  /** `kept` settles when others can read it. */
  readonly compute: () => Promise<{ readonly value: T; readonly kept: Promise<unknown> }>;
  /** Resolves after so many ms. */
  readonly wait: (ms: number) => Promise<void>;
  /** Monotonic ms. */
  readonly now: () => number;
}

/** How often the others look, ms. */
const pollMs = 5;

/**
 * Computes once among all processes that share the leases: one has the lease and computes, the others look for its
 * value. Nobody waits longer than the patience, and where leases fail everybody computes. Rejects as `compute` does.
 */
export async function sharedFlight<T>(
  flight: SharedFlight<T>,
): Promise<{ readonly value: T; readonly followed: boolean }> {
  const { leases, key, patienceMs, read, wait, now } = flight;
  const until = now() + patienceMs;
  for (;;) {
    const lease = await leases.take(key, patienceMs);
    if (lease.kind !== 'held') return { value: await computeAnd(flight, lease), followed: false };
    await wait(pollMs);
    const value = await read();
    if (value !== undefined) return { value, followed: true };
    if (now() >= until) return { value: (await flight.compute()).value, followed: false };
  }
}

async function computeAnd<T>(
  { compute }: SharedFlight<T>,
  lease: { readonly kind: 'unknown' } | { readonly kind: 'taken'; release(): Promise<void> },
): Promise<T> {
  const release = (): void => {
    if (lease.kind === 'taken') void lease.release();
  };
  try {
    const { value, kept } = await compute();
    void kept.catch(() => undefined).then(release);
    return value;
  } catch (error) {
    release();
    throw error;
  }
}
