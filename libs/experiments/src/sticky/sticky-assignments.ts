import { LRUCache } from 'lru-cache';
import type { Assignment, StickyLookup, StickyVariant } from '../assignment/assignment.js';
import type { CompiledExperiments } from '../assignment/compile-experiments.js';
import type { KeptVariants, StickyStore } from './sticky-store.js';

export interface StickyAssignmentsOptions {
  readonly store: StickyStore;
  /** Units kept in memory; the least recently seen go first and are loaded again. @defaultValue 100,000 */
  readonly capacity?: number;
  /** Longest that a search waits for a unit that is not in memory, ms. @defaultValue 5 */
  readonly budgetMs?: number;
  /** Resolves after so many ms. */
  readonly wait: (ms: number) => Promise<void>;
  /** Told of a store that fails; no search fails by it. */
  readonly onError?: (error: unknown) => void;
}

interface Unit {
  readonly kept: Map<string, StickyVariant>;
  /** Whether the store has been asked: until then `kept` holds only what was drawn meanwhile. */
  loaded: boolean;
  loading: Promise<void> | undefined;
  saving: boolean;
  dirty: boolean;
}

/**
 * Variants that units keep, in memory before a store. A search calls `prepare`, which waits at most the budget, then
 * `assign` with `lookup`, then `keep`. A unit whose record does not come in time is drawn by the hash; what the store
 * has of it wins as soon as it is there, and is never overwritten by such a draw.
 */
export class StickyAssignments {
  private readonly units: LRUCache<string, Unit>;
  /** Loads and saves under way. */
  private readonly pending = new Set<Promise<void>>();
  private readonly budgetMs: number;

  constructor(private readonly options: StickyAssignmentsOptions) {
    this.units = new LRUCache({ max: options.capacity ?? 100_000 });
    this.budgetMs = options.budgetMs ?? 5;
  }

  /** Resolves with whether all units are known; never rejects, never later than the budget. */
  async prepare(units: readonly string[]): Promise<boolean> {
    const open = units.filter((unit) => unit !== '' && this.units.get(unit)?.loaded !== true);
    if (open.length === 0) return true;
    const loading = Promise.all(open.map((unit) => this.load(unit)));
    await Promise.race([loading, this.options.wait(this.budgetMs)]);
    return open.every((unit) => this.units.get(unit)?.loaded === true);
  }

  /** What a unit has kept, as far as it is known now. */
  readonly lookup: StickyLookup = (experiment, unit) => this.units.get(unit)?.kept.get(experiment);

  /** Remembers what `assign` drew of these experiments where they are sticky, and saves it in the background. */
  keep({ experiments }: CompiledExperiments, assignments: readonly Assignment[]): void {
    for (const { index, sticky } of experiments) {
      const assignment = sticky && assignments[index];
      if (assignment?.reason !== 'split' || assignment.variant === null) continue;
      const { experiment, unit, variant, phase, batch } = assignment;
      const state = this.stateOf(unit);
      state.kept.set(experiment, { variant, phase, ...(batch !== undefined && { batch }) });
      state.dirty = true;
      if (state.loaded) this.save(unit, state);
    }
  }

  /**
   * Deletes what a shopper has kept, and what is kept under the names of their sessions.
   *
   * @param names as the store knows them, the shopper's own among them
   */
  async forget(unit: string, names: readonly string[]): Promise<void> {
    this.units.delete(unit);
    // A save under way would write the record again.
    await this.flush();
    await Promise.all(names.map((name) => this.options.store.remove(name)));
  }

  /** Resolves when everything that was kept has been saved, or has failed to be. */
  async flush(): Promise<void> {
    while (this.pending.size > 0) await Promise.all(this.pending);
  }

  private stateOf(unit: string): Unit {
    let state = this.units.get(unit);
    if (state === undefined) {
      state = { kept: new Map(), loaded: false, loading: undefined, saving: false, dirty: false };
      this.units.set(unit, state);
    }
    return state;
  }

  private load(unit: string): Promise<void> {
    const state = this.stateOf(unit);
    // It may end in a save.
    state.loading ??= this.track(
      this.loadOnce(unit, state).finally(() => {
        state.loading = undefined;
      }),
    );
    return state.loading;
  }

  private track(work: Promise<void>): Promise<void> {
    const tracked = work.finally(() => {
      this.pending.delete(tracked);
    });
    this.pending.add(tracked);
    return tracked;
  }

  private async loadOnce(unit: string, state: Unit): Promise<void> {
    let stored: KeptVariants | undefined;
    try {
      stored = await this.options.store.load(unit);
    } catch (error) {
      // Not loaded: the next search asks again.
      this.options.onError?.(error);
      return;
    }
    for (const [experiment, variant] of Object.entries(stored ?? {})) state.kept.set(experiment, variant);
    state.loaded = true;
    if (state.dirty) this.save(unit, state);
  }

  /** One save a unit at a time; what is kept meanwhile goes with the next. */
  private save(unit: string, state: Unit): void {
    if (state.saving) return;
    state.saving = true;
    void this.track(this.saveAll(unit, state));
  }

  private async saveAll(unit: string, state: Unit): Promise<void> {
    try {
      while (state.dirty) {
        state.dirty = false;
        await this.options.store.save(unit, Object.fromEntries(state.kept));
      }
    } catch (error) {
      // It stays in memory and goes with the next that is kept.
      this.options.onError?.(error);
    } finally {
      state.saving = false;
    }
  }
}
