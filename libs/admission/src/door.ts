import type { Priority } from './priority.js';
import { Refused } from './refusal.js';
import { RetryAdvice } from './retry-advice.js';

export interface DoorParts {
  /** Monotonic, ms. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  readonly observer?: { refused(priority: Priority, reason: 'door'): void };
}

/** How often it is looked how many had to be refused inside, ms. */
const intervalMs = 100;
/** Share of those who ask for work inside that may be refused there: enough that work never lacks. */
const refusedInside = 0.3;
const close = 0.2;
const open = 0.05;
const mostClosed = 0.95;
/** What is remembered of answers that a cache has. */
const rememberedMs = 60_000;
const mostRemembered = 20_000;

/**
 * Turns people away before anything is done for them, not even reading what they want in full: under heavy load telling
 * most of them no costs more than the work itself. It closes as far as refusals inside go beyond what keeps the work
 * going, for batch work first, and lets pass whoever asks for what was lately in a cache: that costs next to nothing.
 */
export class Door {
  private closed = 0;
  private since: number;
  private begun = 0;
  private refusals = 0;
  private readonly cached = new Map<string, number>();
  private readonly advice: RetryAdvice;

  constructor(private readonly parts: DoorParts) {
    this.since = parts.now();
    this.advice = new RetryAdvice(parts.random);
  }

  /** Somebody was let in to work. */
  began(): void {
    this.begun++;
    this.advice.began(this.parts.now());
  }

  /** Somebody was refused inside. */
  refusedInside(): void {
    this.refusals++;
  }

  /** What is asked with this text is in a cache for a while. */
  remember(text: string): void {
    this.cached.delete(text);
    this.cached.set(text, this.parts.now() + rememberedMs);
    if (this.cached.size <= mostRemembered) return;
    const oldest = this.cached.keys().next();
    if (oldest.done !== true) this.cached.delete(oldest.value);
  }

  /** Why somebody may not come in; undefined where they may. */
  refusal(text: string, priority: Priority): Refused | undefined {
    const now = this.parts.now();
    this.turn(now);
    if (this.closed === 0) return undefined;
    const share = priority === 'batch' ? 1 : this.closed;
    if (this.parts.random() >= share || (this.cached.get(text) ?? 0) > now) return undefined;
    this.parts.observer?.refused(priority, 'door');
    return new Refused('door', priority, this.advice.refused(now));
  }

  private turn(now: number): void {
    if (now - this.since < intervalMs) return;
    const intervals = Math.floor((now - this.since) / intervalMs);
    const asked = this.begun + this.refusals;
    // One refusal of few says nothing.
    const isPressed = this.refusals >= 3 && this.refusals > refusedInside * asked;
    if (isPressed) this.closed = Math.min(mostClosed, this.closed + close * (1 - this.closed));
    else this.closed = Math.max(0, this.closed - open * intervals);
    this.since = now;
    this.begun = 0;
    this.refusals = 0;
  }
}
