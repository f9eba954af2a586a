import { FakeClock } from './fake-clock.js';

interface Task {
  readonly readyAt: number;
  readonly costMs: number;
  done(): void;
}

/** One thread that does one thing after the other, as an event loop does. */
export class BusyThread {
  readonly clock = new FakeClock();
  private readonly tasks: Task[] = [];
  private isRunning = false;
  private delayMs = 0;

  /** Work that is ready now: its turn comes after everything that was ready before. */
  run(costMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.tasks.push({ readyAt: this.clock.now(), costMs, done: resolve });
      this.next();
    });
  }

  /** How late it comes to what is ready, a moving average, ms. */
  lateMs(): number {
    return this.delayMs;
  }

  private next(): void {
    const task = this.isRunning ? undefined : this.tasks.shift();
    if (task === undefined) return;
    this.isRunning = true;
    this.delayMs += 0.1 * (this.clock.now() - task.readyAt - this.delayMs);
    this.clock.after(task.costMs, () => {
      this.isRunning = false;
      task.done();
      this.next();
    });
  }
}
