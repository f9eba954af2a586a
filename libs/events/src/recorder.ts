import type { EventAttributes, EventStore, StoredEvent } from '@weir/storage';
import { isDeclaredRobot } from './declared-robot.js';
import { checkEvent, type ClockBounds } from './check-event.js';
import type { EventInput, FieldViolation } from './event-input.js';
import type { UnitHash } from './unit-hash.js';

export interface RecorderOptions {
  readonly store: Pick<EventStore, 'append' | 'forget'>;
  /** Deletes what else is kept of a shopper and of these units, by their hashes, that were forgotten with them. */
  readonly forgotten?: (shopperId: string, units: readonly string[]) => Promise<void>;
  readonly hashUnit: UnitHash;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
  /** @defaultValue `usualClock` */
  readonly clock?: ClockBounds;
  /** Whether the shopper's words are kept. @defaultValue true */
  readonly keepQuery?: boolean;
  /**
   * Told of events once they are durable. Not of a batch with events that were recorded before: which they are is not
   * known, and who counts shall not count them twice.
   */
  readonly onRecorded?: (events: readonly StoredEvent[]) => void;
}

/** Five minutes ahead, thirty days behind. */
export const usualClock: ClockBounds = { futureMs: 5 * 60_000, pastMs: 30 * 86_400_000 };

/** An event that was refused. */
export interface Rejection {
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly eventId: string;
  readonly violations: readonly FieldViolation[];
}

/** What became of a batch. */
export interface Recorded {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejections: readonly Rejection[];
}

/** Takes events in: checked, without the names of those who did them, durable. */
export class Recorder {
  constructor(private readonly options: RecorderOptions) {}

  /** Resolves when what was accepted is on disk. An event that is refused does not stop the others. */
  async record(events: readonly EventInput[]): Promise<Recorded> {
    const { store, now, clock = usualClock, onRecorded } = this.options;
    const receivedAt = now();
    const kept: StoredEvent[] = [];
    const rejections: Rejection[] = [];
    for (const [index, event] of events.entries()) {
      const violations = checkEvent(event, receivedAt, clock);
      if (violations.length > 0) rejections.push({ index, eventId: event.event_id, violations });
      else kept.push(this.stored(event, receivedAt));
    }
    const { recorded, duplicates } = await store.append(kept);
    if (duplicates === 0) onRecorded?.(kept);
    return { accepted: recorded, duplicates, rejections };
  }

  /** Deletes all that is known of a shopper. Resolves with the rows of events and exposures deleted. */
  async forget(shopperId: string): Promise<number> {
    const { store, hashUnit, forgotten } = this.options;
    const { deleted, units } = await store.forget(hashUnit(shopperId));
    await forgotten?.(shopperId, units);
    return deleted;
  }

  private stored(event: EventInput, receivedAt: number): StoredEvent {
    const { hashUnit, keepQuery = true } = this.options;
    const { position, quantity, revenue_minor: revenueMinor, currency, value, query, user_agent: agent } = event;
    const hashed = (id: string | undefined): string => (id === undefined || id === '' ? '' : hashUnit(id));
    return {
      id: event.event_id,
      action: event.action,
      // A clock that is a little fast does not put an event after what comes next.
      at: Math.min(event.at_ms ?? receivedAt, receivedAt),
      receivedAt,
      shopper: hashed(event.shopper_id),
      session: hashed(event.session_id),
      searchId: event.search_id ?? '',
      productId: event.product_id ?? '',
      ...(position !== undefined && { position }),
      ...(quantity !== undefined && { quantity }),
      ...(revenueMinor !== undefined && { revenueMinor }),
      ...(currency !== undefined && currency !== '' && { currency }),
      ...(value !== undefined && { value }),
      ...(keepQuery && query !== undefined && query !== '' && { query }),
      // They were checked to be flat.
      ...(event.attributes !== undefined && { attributes: event.attributes as EventAttributes }),
      ...(agent !== undefined && agent !== '' && isDeclaredRobot(agent) && { bot: true }),
    };
  }
}
