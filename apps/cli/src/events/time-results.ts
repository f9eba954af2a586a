import { builtInMetrics } from '@weir/experiments';
import type { EventStore } from '@weir/storage';

/** Times of the clock, and of the processors over all threads, of results right after writing and of the median of the next. */
export interface ResultsTiming {
  readonly firstMs: number;
  readonly firstCpuMs: number;
  readonly nextMs: number;
  readonly nextCpuMs: number;
}

/** Times the results of the experiment `bench`, with all built-in metrics. */
export async function timeResults(store: EventStore): Promise<ResultsTiming> {
  const query = { experiment: 'bench', phase: 1 };
  return timeReads(() => store.moments({ ...query, metrics: builtInMetrics }));
}

/** Times the first page of the most searched queries of four weeks, which all events of the load lie in. */
export async function timeQueries(store: EventStore): Promise<ResultsTiming> {
  const to = Date.now();
  return timeReads(() => store.queries({ kind: 'top', from: to - 28 * 86_400_000, to, offset: 0, limit: 50 }));
}

/** Times one of those queries in detail. */
export async function timeQueryDetail(store: EventStore): Promise<ResultsTiming> {
  const day = 86_400_000;
  const to = Date.now();
  return timeReads(() => store.queryDetail({ query: 'query 7', from: to - 28 * day, to, stepMs: day, products: 50 }));
}

async function timeReads(work: () => Promise<unknown>): Promise<ResultsTiming> {
  const read = () => timed(work);
  const first = await read();
  const next = [await read(), await read(), await read(), await read(), await read()];
  const median = (of: 'ms' | 'cpuMs'): number =>
    quantile(
      next.map((each) => each[of]),
      0.5,
    );
  return { firstMs: first.ms, firstCpuMs: first.cpuMs, nextMs: median('ms'), nextCpuMs: median('cpuMs') };
}

async function timed(run: () => Promise<unknown>): Promise<{ readonly ms: number; readonly cpuMs: number }> {
  const began = performance.now();
  const used = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(used);
  return { ms: performance.now() - began, cpuMs: (user + system) / 1000 };
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
