import type { EventStore, StoredEvent, StoredExposure } from '@weir/storage';

export interface ServedLogOptions {
  readonly store: Pick<EventStore, 'append' | 'expose'>;
  /** Entries that may wait; what comes beyond is dropped and counted. @defaultValue 50,000 */
  readonly capacity?: number;
  /** Longest that an entry waits, ms. @defaultValue 200 */
  readonly flushMs?: number;
  /** Told of entries that could not be kept, and why. */
  readonly onLoss: (entries: number, error?: unknown) => void;
}

interface Waiting {
  readonly events: StoredEvent[];
  readonly exposures: StoredExposure[];
}

/**
 * What the cascade served, written beside it: a search never waits for it. An entry is on disk some 200 ms after it was
 * noted; those of the last moment are lost where the process is killed, which loses exposures of all variants alike.
 */
export class ServedLog {
  private waiting: Waiting = { events: [], exposures: [] };
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private readonly watchers: (() => void)[] = [];

  constructor(private readonly options: ServedLogOptions) {}

  /** Returns at once. */
  note(events: readonly StoredEvent[], exposures: readonly StoredExposure[]): void {
    const { capacity = 50_000, flushMs = 200, onLoss } = this.options;
    const entries = events.length + exposures.length;
    if (entries === 0) return;
    if (this.waiting.events.length + this.waiting.exposures.length + entries > capacity) {
      onLoss(entries);
      return;
    }
    this.waiting.events.push(...events);
    this.waiting.exposures.push(...exposures);
    this.timer ??= setTimeout(() => void this.flush(), flushMs).unref();
  }

  /** Told whenever entries were written. */
  watch(watcher: () => void): void {
    this.watchers.push(watcher);
  }

  /** Resolves when all that was noted before is on disk, or was told to be lost. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { events, exposures } = this.waiting;
    this.waiting = { events: [], exposures: [] };
    if (events.length + exposures.length > 0) this.writing = this.writing.then(() => this.write(events, exposures));
    return this.writing;
  }

  private async write(events: readonly StoredEvent[], exposures: readonly StoredExposure[]): Promise<void> {
    const { store, onLoss } = this.options;
    try {
      // Exposures first: an event before its exposure would not count.
      await store.expose(exposures);
      await store.append(events);
      for (const watcher of this.watchers) watcher();
    } catch (error) {
      onLoss(events.length + exposures.length, error);
    }
  }
}
