import path from 'node:path';
import { replayFile, type ReplayReport } from '../../apps/cli/src/stats/replay-file.js';
import { describeWithData } from './shared-data.js';

describeWithData('experiments', (folder) => {
  let report: ReplayReport;

  beforeAll(async () => {
    report = await replayFile(path.join(folder, 'asos.csv.gz'), { alpha: 0.05 });
  }, 120_000);

  it('replays all 78 experiments; only rows without a variance are left out', () => {
    expect(report.experiments).toBe(78);
    expect(report.series).toHaveLength(381);
    expect(report.checkpoints + report.leftOut).toBe(24_153);
  });

  it('peeking with the fixed test finds far more than its last look, and most of that is gone at the end', () => {
    expect(report.fixed.everFound).toBeGreaterThan(2 * report.fixed.foundAtEnd);
    expect(report.fixed.vanished).toBeGreaterThan(100);
  });

  it('the sequential test stops far fewer, loses fewer of them, and turns round in fewer', () => {
    const { fixed, sequential } = report;
    expect(sequential.vanished).toBeLessThan(fixed.vanished / 3);
    expect(sequential.flipped).toBeLessThan(fixed.flipped / 3);
    expect(sequential.missedEnd).toBeLessThan(fixed.missedEnd / 3);
    // What it finds at a checkpoint, the fixed test finds there too: it is never the more eager.
    for (const series of report.series) {
      const { decidedAt } = series.sequential;
      if (decidedAt !== null) expect(series.fixed.decidedAt).toBeLessThanOrEqual(decidedAt);
    }
  });
});
