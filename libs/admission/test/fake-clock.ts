import type { Clock } from '../src/index.js';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still but for what a test lets pass. */
export class FakeClock implements Clock {
  private current = 0;
  private timers: Timer[] = [];
  private scheduled = 0;

  now(): number {
    return this.current;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.current + ms, order: this.scheduled++, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((each) => each !== timer);
    };
  }

  /** Time in which nobody is called back. */
  stall(ms: number): void {
    this.current += ms;
  }

  /** Lets `ms` pass, calling back in order; between two callbacks promises settle. */
  async pass(ms: number): Promise<void> {
    const end = this.current + ms;
    for (;;) {
      await settled();
      this.timers.sort((one, other) => one.at - other.at || one.order - other.order);
      const next = this.timers[0];
      if (next === undefined || next.at > end) break;
      this.timers.shift();
      this.current = Math.max(this.current, next.at);
      next.callback();
    }
    this.current = end;
    await settled();
  }
}

/** What is already resolved has been told to those who wait for it. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
