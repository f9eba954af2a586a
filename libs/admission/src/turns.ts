/**
 * Long computations of one thread, one in each turn of its event loop: whatever came in meanwhile is seen to before the
 * next begins. Without it all that are ready run in one turn, and a request that needs several turns to be read waits for
 * all of them several times. A thread that is idle lets the first begin at once.
 */
export class Turns {
  private readonly waiting: (() => void)[] = [];
  private isTaken = false;

  /** @param inNextTurn calls back in the next turn of the loop, after what has come in by then, e.g. `setImmediate` */
  constructor(private readonly inNextTurn: (callback: () => void) => void) {}

  /** Resolves when the caller may compute, which it then does before it waits for anything else. */
  take(): Promise<void> {
    if (this.isTaken) return new Promise((resolve) => this.waiting.push(resolve));
    this.isTaken = true;
    this.giveLater();
    return Promise.resolve();
  }

  private giveLater(): void {
    this.inNextTurn(() => {
      const next = this.waiting.shift();
      if (next === undefined) {
        this.isTaken = false;
        return;
      }
      this.giveLater();
      next();
    });
  }
}
