import type { DegradeRun } from './measure.js';
import type { DegradeStep } from './step.js';

/** What `weir bench degrade --json` prints. */
export interface DegradeReport extends DegradeRun {
  readonly catalogue: string;
  /** Judged ones. */
  readonly queries: number;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly seconds: number;
  readonly deadline_ms: number;
  readonly seed: number;
  readonly caches: boolean;
}

const barWidth = 40;

/** The report for people: a table a server, and quality against load as bars. */
export function showReport(report: DegradeReport): string {
  const { catalogue, queries, machine, capacity_per_s: capacity, deadline_ms: deadline } = report;
  const peak = Math.max(...report.with.map(({ goodput_per_s }) => goodput_per_s));
  const last = report.with.at(-1);
  return [
    `${catalogue}, ${queries} judged queries; ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}`,
    `capacity ${capacity} searches a second inside ${deadline} ms; ${report.seconds} s at each rate`,
    '',
    'with admission and the ladder',
    ...table(report.with),
    '',
    'without',
    ...table(report.without),
    '',
    ...chart(report),
    '',
    ...(last === undefined
      ? []
      : [
          `at ${last.multiple} times the capacity: ${((100 * last.goodput_per_s) / peak).toFixed(0)} % of the best goodput, p99 ${last.p99_ms.toFixed(0)} ms`,
          '',
        ]),
  ].join('\n');
}

function table(steps: readonly DegradeStep[]): readonly string[] {
  const head = '  load  offered/s  in time/s  NDCG@10    p50    p99  refused  failed   late  MiB  rungs';
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  return [
    head,
    ...steps.map((step) =>
      [
        `${step.multiple}x`.padStart(6),
        step.offered_per_s.toFixed(0).padStart(11),
        step.goodput_per_s.toFixed(0).padStart(11),
        step.ndcg_at_10.toFixed(3).padStart(9),
        step.p50_ms.toFixed(0).padStart(7),
        step.p99_ms.toFixed(0).padStart(7),
        percent(step.rejected).padStart(9),
        percent(step.failed).padStart(8),
        percent(step.late).padStart(7),
        String(step.rss_mb).padStart(5),
        `  ${rungsOf(step)}`,
      ].join(''),
    ),
  ];
}

function rungsOf({ rungs }: DegradeStep): string {
  const all = Object.values(rungs).reduce((sum, count) => sum + count, 0);
  return Object.entries(rungs)
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${name} ${((100 * count) / all).toFixed(0)}%`)
    .join(', ');
}

function chart({ with: ladder, without }: DegradeReport): readonly string[] {
  const best = Math.max(...[...ladder, ...without].map(({ ndcg_at_10 }) => ndcg_at_10), 0.001);
  const bar = (step: DegradeStep | undefined, fill: string): string =>
    step === undefined
      ? ''
      : `${fill.repeat(Math.round((barWidth * step.ndcg_at_10) / best))} ${step.ndcg_at_10.toFixed(3)}`;
  return [
    'NDCG@10 over all searches offered: with the ladder #, without -',
    ...ladder.flatMap((step, at) => [
      `${`${step.multiple}x`.padStart(6)} ${bar(step, '#')}`,
      `       ${bar(without[at], '-')}`,
    ]),
  ];
}
