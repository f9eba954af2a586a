import { createMemoryLeases, type Leases } from './leases.js';
import { sharedFlight } from './shared-flight.js';

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Flights of processes that share leases and one kept value. */
function processes(leases: Leases, patienceMs = 2000) {
  const state: { kept?: string; computed: number } = { computed: 0 };
  const fly = (compute?: () => Promise<string>) =>
    sharedFlight({
      leases,
      key: 'key',
      patienceMs,
      read: () => Promise.resolve(state.kept),
      compute: async () => {
        state.computed++;
        const value = await (compute?.() ?? wait(30).then(() => 'value'));
        state.kept = value;
        return { value, kept: Promise.resolve() };
      },
      wait,
      now: () => performance.now(),
    });
  return { state, fly };
}

describe('sharedFlight', () => {
  it('computes once, and the others follow', async () => {
    const { state, fly } = processes(createMemoryLeases());
    const flown = await Promise.all(Array.from({ length: 50 }, () => fly()));
    expect(state.computed).toBe(1);
    expect(flown.filter(({ followed }) => !followed)).toHaveLength(1);
    expect(flown.every(({ value }) => value === 'value')).toBe(true);
  });

  it('computes nothing where the one before ended just before the lease was taken', async () => {
    const { state, fly } = processes(createMemoryLeases());
    state.kept = 'from before';
    expect(await fly()).toEqual({ value: 'from before', followed: true });
    expect(state.computed).toBe(0);
  });

  it('goes on with another when the one that computes fails', async () => {
    const { fly, state } = processes(createMemoryLeases());
    const failing = fly(() => wait(20).then(() => Promise.reject(new Error('broken'))));
    const following = fly();
    await expect(failing).rejects.toThrow('broken');
    expect(await following).toEqual({ value: 'value', followed: false });
    expect(state.computed).toBe(2);
  });

  it('waits no longer than its patience', async () => {
    const { fly } = processes({ take: () => Promise.resolve({ kind: 'held' }) }, 50);
    const start = performance.now();
    expect((await fly()).followed).toBe(false);
    expect(performance.now() - start).toBeGreaterThan(45);
  });

  it('computes at once where nobody can tell who has a lease', async () => {
    const { fly } = processes({ take: () => Promise.resolve({ kind: 'unknown' }) });
    expect(await fly()).toEqual({ value: 'value', followed: false });
  });
});
