import { availableParallelism, cpus, loadavg } from 'node:os';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Figures } from './figures.js';
import type { Result } from './scenario.js';
import { systemOptions } from './system-options.js';

/** A scenario's result, once its events were looked for. */
export type Row = Result & { readonly lost: number };

const root = path.resolve(__dirname, '..', '..', '..');
const page = path.join(root, 'docs', 'reliability.md');

/** Keeps the results of a run in `.cache/chaos`, and writes their table into docs/reliability.md where the run was the full one. */
export function report(suite: string, results: readonly Row[], { isFull }: { readonly isFull: boolean }): void {
  const folder = path.join(root, '.cache', 'chaos');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, `${suite}${isFull ? '' : '-short'}.json`),
    `${JSON.stringify(results.map(withoutIds), null, 2)}\n`,
  );
  if (isFull) writeBetween(suite, [...tableOf(results), '', circumstances()]);
}

/** What the figures depend on. */
function circumstances(): string {
  const day = new Date().toISOString().slice(0, 10);
  const load = loadavg()[2]!.toFixed(1);
  const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}, load average ${load})`;
  return `${day}, ${machine}, seed ${systemOptions.seed}, ${systemOptions.plan.join(', ').replaceAll('plan.', '')}.`;
}

function withoutIds({ events, ...row }: Row): object {
  return { ...row, events: { acknowledged: events.acknowledged.length, refused: events.refused } };
}

/** Puts lines between the marks of docs/reliability.md that have this name. */
function writeBetween(name: string, lines: readonly string[]): void {
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const text = readFileSync(page, 'utf8');
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < 0) throw new Error(`docs/reliability.md has no ${start} ... ${end}`);
  writeFileSync(page, `${text.slice(0, from + start.length)}\n${lines.join('\n')}\n${text.slice(to)}`);
}

function tableOf(results: readonly Row[]): readonly string[] {
  return [
    '| fault | searches during it: all / in full / degraded / failed | degraded by | p99 before / during, ms | recovered after, s | events acknowledged / lost |',
    '| --- | --- | --- | --- | ---: | --- |',
    ...results.map(({ name, before, during, after, recoveryMs, events, lost }) => {
      const failedAfter = after.failed === 0 ? '' : `, ${after.failed} more until it had recovered`;
      return `| ${[
        name,
        `${[during.searches, during.full, during.degraded].join(' / ')} / ${during.failed === 0 ? 0 : failedText(during)}${failedAfter}`,
        Object.entries(during.degradedBy)
          .sort(([, one], [, other]) => other - one)
          .slice(0, 3)
          .map(([by, count]) => `${by} ${count}`)
          .join(', '),
        `${before.p99.toFixed(0)} / ${during.p99.toFixed(0)}`,
        recoveryMs === undefined ? 'not' : (recoveryMs / 1000).toFixed(1),
        `${events.acknowledged.length} / ${lost}`,
      ].join(' | ')} |`;
    }),
  ];
}

function failedText({ failed, failedRepeated, failedBy }: Figures): string {
  const causes = Object.entries(failedBy).map(([status, count]) => `${status} ${count}`);
  return `**${failed}** (${causes.join(', ')}; asked before: ${failedRepeated})`;
}
