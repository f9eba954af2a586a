/** How often it is looked, ms. */
const everyMs = 20;
/** Weight of the newest look; about a tenth of a second counts. */
const learningRate = 0.25;

/** How late the event loop comes to what is ready: what everything in this process waits for. */
export class LoopDelay {
  private delayMs = 0;
  private dueAt: number;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.dueAt = performance.now() + everyMs;
    this.timer = setInterval(() => {
      const now = performance.now();
      this.delayMs += learningRate * (Math.max(0, now - this.dueAt) - this.delayMs);
      this.dueAt = now + everyMs;
    }, everyMs).unref();
  }

  /** A moving average or, where it is held up longer at this moment, that, ms. */
  lateMs(): number {
    return Math.max(this.delayMs, performance.now() - this.dueAt);
  }

  close(): void {
    clearInterval(this.timer);
  }
}
