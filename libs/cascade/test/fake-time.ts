import type { Time } from '../src/index.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still but for what a test lets pass. */
export class FakeTime implements Time {
  private current = 1000;
  private timers: Timer[] = [];
  private scheduled = 0;

  now(): number {
    return this.current;
  }

  epoch(): number {
    return 1_790_000_000_000 + this.current;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.current + ms, order: this.scheduled++, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Uninterruptible work: time passes and no timer fires meanwhile. */
  burn(ms: number): void {
    this.current += ms;
  }

  /** Lets time pass, timer by timer, until the promise settles. */
  async until<T>(promise: Promise<T>): Promise<T> {
    const state = { settled: false };
    const settle = (): void => {
      state.settled = true;
    };
    promise.then(settle, settle);
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.settled) return promise;
      this.timers.sort((a, b) => a.at - b.at || a.order - b.order);
      const next = this.timers.shift();
      if (next === undefined) throw new Error('Nothing is left that could settle the promise.');
      this.current = Math.max(this.current, next.at);
      next.callback();
    }
  }
}

/** The clock of the machine, for tests of several shops that share something outside of this process. */
export class RunningTime extends FakeTime {
  override now(): number {
    return performance.now();
  }

  override after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  }

  override burn(ms: number): void {
    const end = performance.now() + ms;
    while (performance.now() < end);
  }

  override until<T>(promise: Promise<T>): Promise<T> {
    return promise;
  }
}
