import type { SoakReport } from './soak.js';

/** The report as people read it. */
export function showSoak(report: SoakReport): string {
  const { rss, handles, threads, changes, events, faults } = report;
  const capacity = report.capacity_per_s === null ? '' : ` of ${report.capacity_per_s} that it answers in good time`;
  const lines = [
    `${report.minutes} minutes, ${report.products} products, ${report.load_per_s} searches a second${capacity}`,
    `searches     ${report.searches}: ${report.failed} failed, ${report.degraded} degraded; p50 ${report.p50_ms} ms, p99 ${report.p99_ms} ms`,
    `events       ${events.acknowledged} acknowledged, ${events.refused} batches refused`,
    `changes      ${changes.swaps} models swapped, ${changes.reindexes} times the whole catalogue, ${changes.edits} edits of experiments`,
    `memory       ${rss.mib.toFixed(0)} MiB, in the second half ${signed(rss.mib_an_hour)} MiB an hour (95 %: ${signed(rss.low)} to ${signed(rss.high)})`,
    `handles      ${handles.before} and ${handles.after} at the end; threads ${threads.before} and ${threads.after}`,
    faults.length === 0 ? 'Nothing failed, and nothing grows.' : `Wrong: ${faults.join('; ')}.`,
  ];
  return `${lines.join('\n')}\n`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(1)}`;
}
