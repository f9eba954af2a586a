import { type Experiment, measured, type MeasuredExperiment, measuredQuery } from '@weir/experiments';
import type { EventStore } from '@weir/storage';

/** Bounds of what is counted: a variant has some forty series, and eight more a currency. */
export const mostExperiments = 20;
export const mostVariants = 60;
const mostCurrencies = 4;
/** Counting may take this part of the time at most: with very many events the numbers are older instead. */
const busyShare = 0.05;

export interface ExperimentCountsParts {
  readonly running: { all(): readonly Experiment[] };
  /** What was served a moment ago counts. */
  readonly moments: EventStore['moments'];
  readonly currencies: EventStore['currencies'];
  /** How old the numbers may be before they are counted again, ms; 0: they are not counted. */
  readonly everyMs: number;
  readonly onFault: (error: unknown) => void;
}

/**
 * What shoppers did in each variant of the experiments that run, counted from what is stored: every process that counts
 * says the same, and a restart loses nothing. It is counted beside whoever reads, when that finds it too old, so that
 * neither a scrape nor a search waits for it, and nothing is counted where nobody reads.
 */
export class ExperimentCounts {
  /** When it was counted last, ms since the Unix epoch; 0 before the first time. */
  countedAt = 0;
  private counts: readonly MeasuredExperiment[] = [];
  private notBefore = 0;
  private counting = false;

  constructor(private readonly parts: ExperimentCountsParts) {}

  /** As they were counted last, of those that still run. Begins to count again where that is too long ago. */
  read(): readonly MeasuredExperiment[] {
    if (this.parts.everyMs > 0 && !this.counting && performance.now() >= this.notBefore) {
      this.counting = true;
      void this.count().finally(() => {
        this.counting = false;
      });
    }
    const open = new Set(this.shown().map(({ key }) => key));
    return this.counts.filter(({ experiment }) => open.has(experiment));
  }

  /** How many run and are not counted. */
  leftOut(): number {
    return this.parts.running.all().filter(isRunning).length - this.shown().length;
  }

  private async count(): Promise<void> {
    const { currencies, moments, everyMs, onFault } = this.parts;
    const began = performance.now();
    try {
      const known = await currencies(mostCurrencies);
      const counts: MeasuredExperiment[] = [];
      for (const experiment of this.shown()) {
        const found = await moments(measuredQuery(experiment, known));
        counts.push(measured(experiment, known, { found, now: Date.now() }));
      }
      this.counts = counts;
      this.countedAt = Date.now();
    } catch (error) {
      // It is tried again; how old the numbers are can be seen.
      onFault(error);
    }
    this.notBefore = began + Math.max(everyMs, (performance.now() - began) / busyShare);
  }

  /** The latest first, as many as there is room for. */
  private shown(): readonly Experiment[] {
    let variants = 0;
    return this.parts.running
      .all()
      .filter((each) => isRunning(each) && each.kind === 'ab')
      .sort((a, b) => (b.started_at ?? 0) - (a.started_at ?? 0) || (a.key < b.key ? -1 : 1))
      .slice(0, mostExperiments)
      .filter((each) => (variants += each.variants.length) <= mostVariants);
  }
}

function isRunning({ state }: Experiment): boolean {
  return state === 'running';
}
