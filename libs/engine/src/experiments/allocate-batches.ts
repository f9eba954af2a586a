import {
  type Experiment,
  type ExperimentBook,
  ExperimentError,
  isBatchOver,
  nextBatch,
  rewardQuery,
} from '@weir/experiments';
import type { EventStore } from '@weir/storage';

export interface AllocationParts {
  readonly book: Pick<ExperimentBook, 'beginBatch'>;
  /** What was served a moment ago counts. */
  readonly moments: EventStore['moments'];
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
}

/** How often a batch that nobody was in is looked at again, ms. */
const idleMs = 10_000;

/** Begins the next batch of experiments whose weights follow results, in every process that serves them. */
export class BatchAllocation {
  /** When a batch that nobody was in is looked at again, by experiment. */
  private readonly idleUntil = new Map<string, number>();

  constructor(private readonly parts: AllocationParts) {}

  /** Resolves with those that began a batch here. Where another process was first, its batch stands and is none of ours. */
  async run(experiments: readonly Experiment[]): Promise<readonly string[]> {
    const began = [];
    for (const experiment of experiments) {
      if (this.isDue(experiment) && (await this.begin(experiment))) began.push(experiment.key);
    }
    return began;
  }

  private isDue(experiment: Experiment): boolean {
    const now = this.parts.now();
    return isBatchOver(experiment, now) && (this.idleUntil.get(experiment.key) ?? 0) <= now;
  }

  private async begin(experiment: Experiment): Promise<boolean> {
    const { book, moments, now } = this.parts;
    const found = await moments(rewardQuery(experiment));
    const next = nextBatch(experiment, found.moments, now());
    if (next === undefined) {
      this.idleUntil.set(experiment.key, now() + idleMs);
      return false;
    }
    try {
      await book.beginBatch(next);
      return true;
    } catch (error) {
      if (error instanceof ExperimentError && error.code === 'ABORTED') return false;
      throw error;
    }
  }
}
