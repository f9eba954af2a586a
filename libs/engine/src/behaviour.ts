import type { CounterShape, Increment, WindowCounters } from '@weir/cache';
import type { Behaviour } from '@weir/features';
import type { EventStore, StoredEvent } from '@weir/storage';

const fields = ['impressions', 'clicks', 'carts', 'purchases'] as const satisfies readonly (keyof Behaviour)[];
const fieldOf: Readonly<Record<string, (typeof fields)[number] | undefined>> = {
  impression: 'impressions',
  click: 'clicks',
  add_to_cart: 'carts',
  purchase: 'purchases',
};
const dayMs = 86_400_000;

/** What is counted of each product: thirty days, day by day. */
export const behaviourShape: CounterShape = { fields, bucketMs: dayMs, buckets: 30 };

export interface BehaviourOptions {
  /** Gives counters of `behaviourShape`: new ones, where they are those of this process alone. */
  readonly counters: () => WindowCounters;
  /** Begins every key: products of another catalogue are others. */
  readonly scope: string;
  /** Days that count, 1 to 30. */
  readonly days: number;
  /**
   * Where the counters are those of this process alone: the events that they are filled from when somebody asks the first
   * time, and after a restart. Until then nothing is counted.
   */
  readonly events?: Pick<EventStore, 'productActions'>;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

/** Increments that may wait; one more sends them at once. */
const mostWaiting = 10_000;
const flushMs = 1000;
/** From an attempt to fill the counters that failed to the next. */
const patienceMs = 60_000;

/**
 * What shoppers did with products lately, for the features of behaviour: counted beside the recording of events, which
 * never waits for it. Robots that say so do not count.
 */
export class BehaviourCounts {
  private waiting: Increment[] = [];
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();
  /** Events taken before are read from the store. Undefined while nobody has asked. */
  private since: number | undefined;
  private isFilled: boolean;
  private fillAfter = 0;
  private counters: WindowCounters;

  constructor(private readonly options: BehaviourOptions) {
    this.counters = options.counters();
    this.isFilled = options.events === undefined;
    this.since = this.isFilled ? 0 : undefined;
  }

  /** Counts events that were recorded. Returns at once. */
  note(events: readonly StoredEvent[]): void {
    const { since } = this;
    if (since === undefined) return;
    for (const { action, productId, at, receivedAt, bot } of events) {
      const field = fieldOf[action];
      if (field === undefined || productId === '' || bot === true || receivedAt < since) continue;
      this.waiting.push({ key: this.options.scope + productId, field, amount: 1, at });
    }
    if (this.waiting.length > mostWaiting) void this.flush();
    else if (this.waiting.length > 0) this.timer ??= setTimeout(() => void this.flush(), flushMs).unref();
  }

  /** What is known of each product; undefined where the counters cannot be read, or are not filled yet. */
  async of(ids: readonly string[]): Promise<readonly (Behaviour | undefined)[]> {
    const { scope, days, events, now } = this.options;
    if (this.since === undefined && events !== undefined && now() >= this.fillAfter) void this.fill(events);
    const keys = ids.map((id) => scope + id);
    const sums = this.isFilled ? await this.counters.sums(keys, days * dayMs) : undefined;
    return ids.map((_, at) => {
      const [impressions = 0, clicks = 0, carts = 0, purchases = 0] = sums?.[at] ?? [];
      return sums && { impressions, clicks, carts, purchases };
    });
  }

  /** Resolves when all that was noted before is counted. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    const increments = this.waiting;
    this.waiting = [];
    if (increments.length > 0) this.flushing = this.flushing.then(() => this.counters.add(increments));
    return this.flushing;
  }

  private async fill(events: Pick<EventStore, 'productActions'>): Promise<void> {
    const { scope, days, now, onFault } = this.options;
    const since = now();
    this.since = since;
    const query = {
      ...{ actions: Object.keys(fieldOf), from: since - days * dayMs },
      ...{ receivedBefore: since, stepMs: dayMs },
    };
    try {
      await events.productActions(query, (counts) => {
        const increments = counts.flatMap(({ productId, action, at, count }): Increment[] => {
          const field = fieldOf[action];
          return field === undefined ? [] : [{ key: scope + productId, field, amount: count, at }];
        });
        // In memory: it neither waits nor fails.
        void this.counters.add(increments);
      });
      this.isFilled = true;
    } catch (error) {
      this.since = undefined;
      this.waiting = [];
      this.counters = this.options.counters();
      this.fillAfter = now() + patienceMs;
      onFault(error);
    }
  }
}
