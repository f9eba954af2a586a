import type { Search } from './search-load.js';

/** What became of the searches of one part of a scenario. */
export interface Figures {
  readonly searches: number;
  readonly full: number;
  readonly degraded: number;
  /** How often each stage did not do all of its work, by `stage cause`. */
  readonly degradedBy: Readonly<Record<string, number>>;
  readonly failed: number;
  /** Of these, searches that had been asked before. */
  readonly failedRepeated: number;
  /** By status. */
  readonly failedBy: Readonly<Record<string, number>>;
  /** Of all, ms. */
  readonly p99: number;
}

export function figuresOf(searches: readonly Search[]): Figures {
  const degradedBy: Record<string, number> = {};
  const failedBy: Record<string, number> = {};
  let [full, degraded, failedRepeated] = [0, 0, 0];
  for (const { outcome, isRepeated } of searches) {
    if (outcome.kind === 'full') full += 1;
    if (outcome.kind === 'degraded') {
      degraded += 1;
      for (const by of outcome.by) degradedBy[by] = (degradedBy[by] ?? 0) + 1;
    }
    if (outcome.kind === 'failed') {
      failedBy[outcome.status] = (failedBy[outcome.status] ?? 0) + 1;
      if (isRepeated) failedRepeated += 1;
    }
  }
  const times = searches.map(({ tookMs }) => tookMs).sort((one, other) => one - other);
  const failed = searches.length - full - degraded;
  const p99 = times[Math.min(times.length - 1, Math.floor(times.length * 0.99))] ?? 0;
  return { searches: searches.length, full, degraded, degradedBy, failed, failedRepeated, failedBy, p99 };
}
