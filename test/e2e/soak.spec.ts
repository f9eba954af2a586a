import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(240_000);

interface Report {
  readonly searches: number;
  readonly failed_by: Readonly<Record<string, number>>;
  readonly events: { readonly acknowledged: number; readonly refused: number };
  readonly changes: { readonly swaps: number; readonly reindexes: number; readonly edits: number };
  readonly handles: { readonly before: number; readonly after: number };
  readonly samples: readonly unknown[];
}

it('weir bench soak fails no search while models are swapped, the catalogue is written anew and experiments are edited', async () => {
  const flags = ['--minutes', '0.2', '--rate', '4', '--products', '150', '--deadline', '15000', '--json'];
  const running = promisify(execFile)(process.execPath, [path.resolve('bin', 'weir'), 'bench', 'soak', ...flags]);
  // It ends with 1 where memory grows, which that of a server does in its first seconds.
  const { stdout } = await running.catch((error: unknown) => error as { readonly stdout: string });
  const report = JSON.parse(stdout) as Report;
  expect(report.failed_by).toEqual({});
  expect(report.searches).toBeGreaterThan(20);
  expect(report.events.refused).toBe(0);
  expect(report.events.acknowledged).toBeGreaterThan(5);
  const { swaps, reindexes, edits } = report.changes;
  expect([swaps > 0, reindexes > 0, edits > 2]).toEqual([true, true, true]);
  expect(report.samples.length).toBeGreaterThan(8);
});
