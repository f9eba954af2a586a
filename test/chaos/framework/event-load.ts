import { setTimeout as wait } from 'node:timers/promises';

export interface EventLoadOptions {
  /** Where events go, e.g. `http://127.0.0.1:7740`. */
  readonly address: string;
  /** Of all ids. */
  readonly name: string;
  /** Batches a second. */
  readonly perSecond: number;
}

/** Events of a batch. */
const batchOf = 10;
/** Longest that an answer is waited for, ms. */
const patienceMs = 3000;

/** Events that are sent again, with the same ids, until they are acknowledged: as the API tells its callers to. */
export class EventLoad {
  /** Ids that the server said it has. */
  readonly acknowledged: string[] = [];
  /** Batches that were refused or not answered, each time. */
  refused = 0;
  private isOver = false;
  private running: Promise<void> | undefined;

  constructor(private readonly options: EventLoadOptions) {}

  start(): void {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  private async run(): Promise<void> {
    for (let batch = 0; this.goesOn(); batch += 1) {
      const ids = Array.from({ length: batchOf }, (_, n) => `${this.options.name}/${batch}/${n}`);
      const start = performance.now();
      while (!(await this.send(ids)) && this.goesOn()) {
        this.refused += 1;
        await wait(100);
      }
      await wait(Math.max(0, start + 1000 / this.options.perSecond - performance.now()));
    }
  }

  private goesOn(): boolean {
    return !this.isOver;
  }

  private async send(ids: readonly string[]): Promise<boolean> {
    const events = ids.map((id) => ({ event_id: id, action: 'click', shopper_id: 'ann', product_id: 'p1' }));
    try {
      const response = await fetch(`${this.options.address}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ events }),
        signal: AbortSignal.timeout(patienceMs),
      });
      if (response.status !== 200) return false;
      const { accepted = 0, duplicates = 0 } = (await response.json()) as { accepted?: number; duplicates?: number };
      if (accepted + duplicates !== ids.length) return false;
      this.acknowledged.push(...ids);
      return true;
    } catch {
      return false;
    }
  }
}
