import { setTimeout as pause } from 'node:timers/promises';
import { type Simulation as Message, toApiError } from '@weir/contracts';
import { positionBasedModel, purchaseModel } from '@weir/evaluation';
import { drive } from './drive.js';
import { EventQueue } from './event-queue.js';
import type { JudgedShop } from './judged-shop.js';
import { Pace } from './pace.js';
import type { Shop } from './shop.js';
import { Tally } from './tally.js';

export interface TrafficOptions {
  readonly shop: Shop;
  readonly judged: JudgedShop;
  /** Searches of all shoppers together. */
  readonly perSecond: number;
  /** Different ones. */
  readonly shoppers: number;
  readonly minutes: number;
  /** Told when they come and when they leave. */
  readonly changed: () => void;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
}

const searchesPerShopper = 3;
/** Of products that do not say theirs. */
const currency = 'USD';
/** Shoppers under way at a time: what they do not take of the rate, the server has no time for. */
const concurrency = 4;
/** Events are recorded this soon at the latest, ms: who watches sees clicks beside their searches. */
const flushMs = 1000;

/** Shoppers who come at an even rate for some minutes, then leave by themselves. */
export class SimulatedTraffic {
  private readonly leaving = new AbortController();
  private readonly tally = new Tally();
  private readonly startedAt: number;
  private endsAt: number;
  private state: 'running' | 'finished' | 'stopped' | 'failed' = 'running';
  private reason = '';
  private run: Promise<void> = Promise.resolve();
  /** Names the run: other shoppers come in the next. */
  private readonly seed: number;

  constructor(private readonly options: TrafficOptions) {
    this.startedAt = options.now();
    this.endsAt = this.startedAt + options.minutes * 60_000;
    this.seed = Math.floor(this.startedAt / 1000);
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }

  /** Returns at once. */
  start(): void {
    this.run = this.shopOn();
    this.options.changed();
  }

  /** Resolves when nobody is there any more and all that they did is recorded. */
  async stop(): Promise<void> {
    this.leaving.abort();
    await this.run;
  }

  toMessage(): Omit<Message, 'available'> {
    const { shoppers, searches, clicks, purchases, revenue_minor: revenue } = this.tally.all;
    return {
      state: this.state,
      reason: this.reason,
      run: String(this.seed),
      started_ms: this.startedAt,
      ends_ms: this.endsAt,
      searches_per_second: this.options.perSecond,
      shoppers: this.options.shoppers,
      shoppers_seen: shoppers,
      searches,
      refused: this.tally.refused,
      clicks,
      purchases,
      revenue: Object.entries(revenue).map(([code, minor]) => ({ currency: code, minor })),
    };
  }

  private async shopOn(): Promise<void> {
    const { shop, judged, perSecond, shoppers, changed, now } = this.options;
    const { signal } = this.leaving;
    const events = new EventQueue(shop);
    const wait = (ms: number, left: AbortSignal): Promise<void> =>
      pause(ms, undefined, { signal: left }).catch(() => undefined);
    const pace = new Pace({ perSecond, now, until: this.endsAt, signal, wait });
    // What fails here fails the next of their calls too.
    const flushing = setInterval(() => void events.flush().catch(() => undefined), flushMs);
    try {
      await drive(
        {
          ...{ server: shop, shop: judged, events, tally: this.tally, seed: this.seed, run: String(this.seed) },
          ...{ searchesPerShopper, currency, concurrency, population: shoppers, turn: () => pace.turn() },
          behaviour: { clicks: positionBasedModel(), purchases: purchaseModel() },
        },
        { from: 0, to: Infinity },
      );
      this.state = signal.aborted ? 'stopped' : 'finished';
    } catch (error) {
      this.state = 'failed';
      this.reason = toApiError(error).message;
    } finally {
      clearInterval(flushing);
      this.endsAt = Math.min(this.endsAt, now());
      changed();
    }
  }
}
