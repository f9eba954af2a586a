import { Rung } from '@weir/contracts';
import type { Offered } from './load.js';
import { type DegradeReport, showReport } from './report.js';
import { stepOf } from './step.js';
import { degradeChart } from './svg-chart.js';

const judgments = [new Map([['a', 3]]), new Map([['b', 2]])];
const answer = (rung: Rung, ids: readonly string[]): NonNullable<Offered['answer']> => ({
  ...{ rung, ids, took_ms: 1 },
  degraded: rung === Rung.RUNG_FULL ? [] : [{} as never],
});
const offered: readonly Offered[] = [
  { query: 0, ms: 20, rejected: false, answer: answer(Rung.RUNG_FULL, ['a']) },
  { query: 1, ms: 200, rejected: false, answer: answer(Rung.RUNG_RANKER, ['x', 'b']) },
  // Right, and too late to be of use.
  { query: 0, ms: 300, rejected: false, answer: answer(Rung.RUNG_RANKER, ['a']) },
  { query: 1, ms: 3, rejected: true, retryAfterMs: 500 },
  { query: 0, ms: 250, rejected: false },
];
const context = { multiple: 5, perSecond: 5, seconds: 1, deadlineMs: 250, rssMb: 500, judgments };
const step = stepOf(offered, context);

describe('a step of the bench', () => {
  it('counts a search that was refused, failed or late as nothing found', () => {
    const second = 1 / Math.log2(3);
    expect(step.ndcg_at_10).toBeCloseTo((1 + second) / 5, 4);
    expect(step).toMatchObject({
      ...{ offered: 5, goodput_per_s: 2, rejected: 0.2, failed: 0.2, late: 0.2, degraded: 0.4 },
      rungs: { full: 1, ranker: 2 },
    });
  });
});

describe('the report', () => {
  const other = stepOf(offered.slice(2), context);
  const report: DegradeReport = {
    ...{ catalogue: 'shop & co', queries: 2, seconds: 1, deadline_ms: 250, seed: 7, caches: false },
    machine: { cpu: 'a cpu', cores: 2, node: 'v20' },
    ...{ capacity_per_s: 1, with: [step], without: [other] },
  };

  it('has a row a rate for both servers and the chart as bars', () => {
    const text = showReport(report);
    expect(text).toMatch(/^ {4}5x +5 +2 +0\.326 +200 +300 +20\.0% +20\.0% +20\.0% +500 {2}ranker 67%, full 33%$/m);
    expect(text).toMatch(/^ {4}5x #{40} 0\.326$/m);
    expect(text).toMatch(/^ {7} 0\.000$/m);
    expect(text).toContain('at 5 times the capacity: 100 % of the best goodput, p99 300 ms');
  });

  it('draws both servers into a file that is well-formed', () => {
    const svg = degradeChart(report);
    expect(svg).toContain('shop &amp; co');
    expect(svg.match(/<polyline /g)).toHaveLength(4);
    expect(svg).not.toMatch(/NaN|undefined/);
    for (const tag of ['svg', 'text']) {
      expect(svg.split(`<${tag} `)).toHaveLength(svg.split(`</${tag}>`).length);
    }
  });
});
