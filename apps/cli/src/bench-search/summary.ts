import type { SearchResponse, StageName } from '@weir/cascade';

/** Latencies of many searches, ms. */
export interface Percentiles {
  readonly p50_ms: number;
  readonly p95_ms: number;
  readonly p99_ms: number;
}

/** What `weir bench search --json` prints. */
export interface SearchBenchReport {
  readonly catalogue: { readonly name: string; readonly products: number };
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    readonly inference_threads: number;
  };
  readonly setup: BenchSetup;
  readonly plan: {
    readonly retrieved: number;
    readonly ranked: number;
    readonly reranked: number;
    readonly models: readonly string[];
  };
  /** One search at a time, every query new, page cache off. */
  readonly uncached: Percentiles & { readonly searches: number; readonly degraded: number; readonly failed: number };
  /** One search at a time, answered from the page cache. */
  readonly cached: Percentiles & { readonly searches: number };
  /** The same with the title and every text field highlighted. */
  readonly cached_highlighted: Percentiles;
  /** Of the uncached searches, by stage. */
  readonly stages: Readonly<Partial<Record<StageName, Percentiles>>>;
  readonly load: readonly LoadStep[];
  /** The most that was answered at rising load with p99 inside 250 ms and no search failed; a stage may have been cut short. */
  readonly throughput_per_s: number;
  /** The same with the whole cascade for all but one answer in a hundred. */
  readonly whole_cascade_per_s: number;
  /** Of this process, MiB. */
  readonly rss_mb: number;
  /** Of the stages that have processes of their own, MiB. */
  readonly stage_rss_mb: Readonly<Record<string, number>>;
}

/** What is measured: which retriever, with which vectors, and which stages have processes of their own. */
export interface BenchSetup {
  readonly engine: 'embedded' | 'opensearch';
  readonly vectors: 'model' | 'random';
  readonly split: readonly string[];
}

/** Arrivals at one rate for a while; latencies count from when a search should have begun. */
export interface LoadStep {
  readonly offered_per_s: number;
  readonly achieved_per_s: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly degraded: number;
  readonly failed: number;
}

/** Nearest-rank percentiles. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN);
  return { p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99) };
}

/** Percentiles of each stage over answers that had it. */
export function stagePercentiles(answers: readonly SearchResponse[]): SearchBenchReport['stages'] {
  const times = new Map<StageName, number[]>();
  for (const { timings } of answers) {
    for (const { stage, ms } of timings) times.set(stage, [...(times.get(stage) ?? []), ms]);
  }
  return Object.fromEntries([...times].map(([stage, ms]) => [stage, percentiles(ms)]));
}

export function round(value: number): number {
  return Number(value.toFixed(2));
}

/** The report for people. */
export function showReport(report: SearchBenchReport): string {
  const { catalogue, machine, setup, plan, uncached, cached, stages, load } = report;
  const row = (name: string, { p50_ms, p95_ms, p99_ms }: Percentiles, note = ''): string =>
    `${name.padEnd(14)}${[p50_ms, p95_ms, p99_ms].map((ms) => ms.toFixed(1).padStart(9)).join('')}  ${note}`.trimEnd();
  return [
    `${catalogue.name}: ${catalogue.products} products; ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`,
    `${setup.engine} retrieval, ${setup.vectors} vectors, ${setup.split.length === 0 ? 'one process' : `in processes of their own: ${setup.split.join(', ')}`}`,
    `${plan.retrieved} retrieved, ${plan.ranked} ranked, ${plan.reranked} reranked; ${plan.models.join(', ') || 'no models'}`,
    '',
    `${'ms'.padEnd(14)}${['p50', 'p95', 'p99'].map((name) => name.padStart(9)).join('')}`,
    row(
      'uncached',
      uncached,
      `${uncached.searches} searches, ${uncached.degraded} degraded, ${uncached.failed} failed`,
    ),
    ...Object.entries(stages).map(([stage, times]) => row(`  ${stage}`, times)),
    row('cached', cached, `${cached.searches} searches`),
    row('  highlighted', report.cached_highlighted),
    '',
    'arrivals a second   answered      p50      p99  degraded  failed',
    ...load.map(
      ({ offered_per_s, achieved_per_s, p50_ms, p99_ms, degraded, failed }) =>
        `${String(offered_per_s).padStart(19)}${achieved_per_s.toFixed(1).padStart(11)}` +
        `${p50_ms.toFixed(1).padStart(9)}${p99_ms.toFixed(1).padStart(9)}${String(degraded).padStart(10)}${String(failed).padStart(8)}`,
    ),
    '',
    `${report.throughput_per_s} searches a second with p99 inside 250 ms, ${report.whole_cascade_per_s} with the whole cascade; ${residents(report)} resident`,
    '',
  ].join('\n');
}

function residents({ rss_mb: own, stage_rss_mb: stages }: SearchBenchReport): string {
  return [`${own} MiB`, ...Object.entries(stages).map(([stage, mib]) => `${stage} ${mib} MiB`)].join(', ');
}
