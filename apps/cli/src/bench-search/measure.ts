import { type Cascade, CascadeError, type SearchRequest, type SearchResponse } from '@weir/cascade';
import { type LoadStep, type Percentiles, percentiles, round } from './summary.js';

const patienceMs = 250;
/** Enough for the hot code to be compiled: the first hundred searches of a process are not what a shop sees. */
const warmUpSearches = 60;

/** Queries that were not asked yet, each given out once, so that no cache of any kind has seen them. */
export interface FreshQueries {
  take(): string;
}

export interface Uncached {
  readonly answers: readonly SearchResponse[];
  /** Of those that were answered, ms. */
  readonly latencies: readonly number[];
  /** Searches for which nothing was found in time. */
  readonly failed: number;
}

/** One search at a time, the page cache off. */
export async function measureUncached(cascade: Cascade, queries: FreshQueries, searches: number): Promise<Uncached> {
  // A cluster that has just started may be late for the first ones.
  for (let search = 0; search < warmUpSearches; search++) await answerOf(cascade, queries.take());
  const answers: SearchResponse[] = [];
  const latencies: number[] = [];
  for (let search = 0; search < searches; search++) {
    const query = queries.take();
    const start = performance.now();
    const answer = await answerOf(cascade, query);
    if (answer === undefined) continue;
    latencies.push(performance.now() - start);
    answers.push(answer);
  }
  return { answers, latencies, failed: searches - answers.length };
}

/** Undefined where nothing was found in time. */
async function answerOf(cascade: Cascade, query: string, cache = false): Promise<SearchResponse | undefined> {
  try {
    return await cascade.search({ query }, { cache });
  } catch (error) {
    if (isLate(error)) return undefined;
    throw error;
  }
}

function isLate(error: unknown): boolean {
  return error instanceof CascadeError && (error.code === 'DEADLINE_EXCEEDED' || error.code === 'UNAVAILABLE');
}

/** The same few searches again and again, answered from the page cache: as they are, and with matched words highlighted. */
export async function measureCached(
  cascade: Cascade,
  queries: FreshQueries,
  searches: number,
): Promise<{ readonly plain: Percentiles; readonly highlighted: Percentiles }> {
  const repeated = Array.from({ length: 50 }, () => queries.take());
  for (const query of repeated) await answerOf(cascade, query, true);
  const measured = async (more: Partial<SearchRequest>): Promise<Percentiles> => {
    const latencies: number[] = [];
    for (let search = 0; search < searches; search++) {
      const start = performance.now();
      const { cached } = await cascade.search({ query: repeated[search % repeated.length]!, ...more });
      if (cached) latencies.push(performance.now() - start);
    }
    return percentiles(latencies);
  };
  return { plain: await measured({}), highlighted: await measured({ highlight: { fields: [] } }) };
}

/** Searches begun at even intervals whether or not the ones before have ended (an open loop), for `seconds`. */
export async function measureLoad(
  cascade: Cascade,
  queries: FreshQueries,
  offered: { readonly perSecond: number; readonly seconds: number },
): Promise<LoadStep> {
  const count = Math.ceil(offered.perSecond * offered.seconds);
  const start = performance.now();
  let degraded = 0;
  let failed = 0;
  const underWay: Promise<number>[] = [];
  for (let arrival = 0; arrival < count; arrival++) {
    const due = start + (arrival * 1000) / offered.perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    underWay.push(
      cascade.search({ query: queries.take() }, { cache: false }).then(
        (answer) => {
          if (answer.degraded.length > 0) degraded++;
          return performance.now() - due;
        },
        () => {
          failed++;
          return performance.now() - due;
        },
      ),
    );
  }
  const latencies = await Promise.all(underWay);
  const { p50_ms, p99_ms } = percentiles(latencies);
  const seconds = (performance.now() - start) / 1000;
  return { offered_per_s: offered.perSecond, achieved_per_s: round(count / seconds), p50_ms, p99_ms, degraded, failed };
}

/** Whether every shopper got an answer and nobody waited longer than the deadline. */
export function isHeld({ p99_ms, failed }: LoadStep): boolean {
  return p99_ms <= patienceMs && failed === 0;
}

/** Whether, besides, all but one in a hundred got the whole cascade: no stage cut short. */
export function isWhole(step: LoadStep, seconds: number): boolean {
  return isHeld(step) && step.degraded <= 0.01 * Math.ceil(step.offered_per_s * seconds);
}
