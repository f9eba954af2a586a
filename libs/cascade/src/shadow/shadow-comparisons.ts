import type { CascadeParts } from '../parts.js';
import { AgreementLog } from './agreement-log.js';
import type { ComparedPair, ComparisonReport } from './comparison-report.js';
import { scoreAgain, type ScoringParts } from './score-again.js';
import type { ShadowSearch } from './shadow-search.js';

/** Searches that may wait to be compared; more are dropped. */
const mostWaiting = 8;
/** After an answer was made, before anything of it is scored again: it is on its way to the shopper first. */
const pauseMs = 10;
/** A search that found no idle moment for so long is dropped. */
const patienceMs = 2000;
/** Comparisons that have ended are kept, the newest. */
const mostEnded = 20;

export interface ComparisonParts extends ScoringParts {
  readonly time: CascadeParts['time'];
  readonly newId: () => string;
  /** 0 to 1, without 1. */
  readonly random: () => number;
  /** Whether a shopper waits for something at this moment. */
  readonly isBusy: () => boolean;
  /** Whether the words of a search may be kept. */
  readonly keepQuery: boolean;
  /** Told when a comparison began, went on or ended. */
  readonly changed?: (() => void) | undefined;
  readonly onFault?: ((error: unknown) => void) | undefined;
}

/** How a comparison is to run. */
export interface ComparisonTerms {
  /** Of the live searches, above 0, at most 1. */
  readonly share: number;
  /** Ms since 1970. */
  readonly untilAt?: number | undefined;
}

interface Comparison extends ComparedPair, ComparisonTerms {
  readonly id: string;
  readonly begunAt: number;
  endedAt?: number;
  dropped: number;
  failed: number;
  readonly log: AgreementLog;
}

interface Waiting {
  readonly comparison: Comparison;
  readonly search: ShadowSearch;
}

/**
 * Comparisons of models over the live searches of this process. A search is scored again after its answer was made, while
 * no shopper waits for one, one at a time; what cannot be done so is dropped and counted. Both models score it in the
 * same way, without caches, so that their times compare.
 */
export class ShadowComparisons {
  private comparisons: readonly Comparison[] = [];
  private readonly waiting: Waiting[] = [];
  private working: Promise<void> | undefined;

  constructor(private readonly parts: ComparisonParts) {}

  begin(pair: ComparedPair, terms: ComparisonTerms): ComparisonReport {
    const comparison: Comparison = {
      ...pair,
      ...terms,
      id: this.parts.newId(),
      begunAt: this.parts.time.epoch(),
      dropped: 0,
      failed: 0,
      log: new AgreementLog(),
    };
    this.comparisons = [comparison, ...this.comparisons];
    this.parts.changed?.();
    return reportOf(comparison);
  }

  /** The running ones first, then the newest. */
  list(): readonly ComparisonReport[] {
    this.endOverdue();
    const isOver = ({ endedAt }: Comparison): number => Number(endedAt !== undefined);
    return this.comparisons.toSorted((a, b) => isOver(a) - isOver(b)).map(reportOf);
  }

  /** Undefined where there is none. */
  end(id: string): ComparisonReport | undefined {
    const comparison = this.comparisons.find((each) => each.id === id);
    if (comparison === undefined) return undefined;
    if (comparison.endedAt === undefined) this.endAt(comparison, this.parts.time.epoch());
    return reportOf(comparison);
  }

  /** False where there is none. */
  remove(id: string): boolean {
    const others = this.comparisons.filter((each) => each.id !== id);
    if (others.length === this.comparisons.length) return false;
    this.end(id);
    this.comparisons = others;
    this.parts.changed?.();
    return true;
  }

  /** A live search that was answered. Returns at once. */
  offer(search: ShadowSearch): void {
    if (this.comparisons.length === 0) return;
    this.endOverdue();
    for (const comparison of this.comparisons) {
      if (comparison.endedAt !== undefined || this.parts.random() >= comparison.share) continue;
      if (this.waiting.length >= mostWaiting) comparison.dropped++;
      else this.waiting.push({ comparison, search });
    }
    this.work();
  }

  /** Ends all; resolves when no model is used any more. */
  async close(): Promise<void> {
    this.waiting.length = 0;
    for (const { id } of this.comparisons) this.end(id);
    await this.working;
  }

  private work(): void {
    if (this.working !== undefined || this.waiting.length === 0) return;
    this.working = this.compareWaiting().finally(() => {
      this.working = undefined;
    });
  }

  private async compareWaiting(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      await this.compare(next);
      this.parts.changed?.();
    }
  }

  private async compare({ comparison, search }: Waiting): Promise<void> {
    const { kind, champion, challenger, log } = comparison;
    const at = this.parts.time.epoch();
    try {
      const orders = [];
      for (const model of [champion, challenger]) {
        if (!(await this.isIdleSoon())) {
          comparison.dropped++;
          return;
        }
        orders.push(await scoreAgain(this.parts, { kind, model }, search));
      }
      const [first, second] = orders;
      if (comparison.endedAt !== undefined || first === undefined || second === undefined) return;
      log.add({ query: this.parts.keepQuery ? search.query : '', at, champion: first, challenger: second });
    } catch (error) {
      comparison.failed++;
      this.parts.onFault?.(error);
    }
  }

  /** Waits at least for a moment; false where shoppers waited all the time. */
  private async isIdleSoon(): Promise<boolean> {
    const { time, isBusy } = this.parts;
    const start = time.now();
    do {
      await new Promise<void>((resolve) => {
        time.after(pauseMs, resolve);
      });
      if (!isBusy()) return true;
    } while (time.now() - start < patienceMs);
    return false;
  }

  private endOverdue(): void {
    const now = this.parts.time.epoch();
    for (const comparison of this.comparisons) {
      const { endedAt, untilAt } = comparison;
      if (endedAt === undefined && untilAt !== undefined && untilAt <= now) this.endAt(comparison, untilAt);
    }
  }

  private endAt(comparison: Comparison, at: number): void {
    comparison.endedAt = at;
    const ended = this.comparisons.filter((each) => each.endedAt !== undefined);
    const forgotten = new Set(ended.slice(mostEnded));
    this.comparisons = this.comparisons.filter((each) => !forgotten.has(each));
    this.parts.changed?.();
  }
}

function reportOf({ log, ...comparison }: Comparison): ComparisonReport {
  return {
    ...comparison,
    compared: log.count(),
    agreement: log.agreement(),
    championLatency: log.latency('champion'),
    challengerLatency: log.latency('challenger'),
    examples: log.mostDifferent(),
  };
}
