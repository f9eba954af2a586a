import { LatencyHistogram } from './latency-histogram.js';
import type { SearchObservation } from './search-tally.js';
import { SearchWindows } from './search-windows.js';

describe('LatencyHistogram', () => {
  it('tells quantiles within 2.5 % of the exact ones, from 0.02 ms to a minute', () => {
    const times = Array.from({ length: 5000 }, (_, index) => 0.02 * 1.003 ** index);
    const histogram = new LatencyHistogram();
    for (const ms of times) histogram.add(ms);
    for (const share of [0.01, 0.5, 0.95, 0.99, 1]) {
      const exact = times[Math.ceil(share * times.length) - 1]!;
      expect(Math.abs(histogram.quantile(share) / exact - 1)).toBeLessThan(0.026);
    }
  });

  it('is what two of its halves are together, and 0 of nothing', () => {
    const [whole, half, other] = [new LatencyHistogram(), new LatencyHistogram(), new LatencyHistogram()];
    for (let ms = 1; ms < 400; ms++) {
      whole.add(ms);
      (ms % 3 === 0 ? half : other).add(ms);
    }
    expect(new LatencyHistogram().quantile(0.5)).toBe(0);
    half.merge(other);
    expect([half.count, half.quantile(0.5), half.quantile(0.99)]).toEqual([
      whole.count,
      whole.quantile(0.5),
      whole.quantile(0.99),
    ]);
  });

  it('takes what is shorter or longer than its buckets', () => {
    const histogram = new LatencyHistogram();
    histogram.add(0);
    histogram.add(1e9);
    expect(histogram.quantile(0.5)).toBeLessThanOrEqual(0.01);
    expect(histogram.quantile(1)).toBeGreaterThan(90_000);
  });
});

describe('SearchWindows', () => {
  let now = 0;
  const search: SearchObservation = {
    tookMs: 20,
    cached: false,
    timings: [{ stage: 'rank', ms: 5, candidatesIn: 100, candidatesOut: 40 }],
    degraded: [],
  };

  it('forgets what is older than five minutes, and keeps all since the start', () => {
    const windows = new SearchWindows(() => now);
    const searched = (more: Partial<SearchObservation> = {}): void => {
      windows.note((tally) => {
        tally.searched({ ...search, ...more });
      });
    };
    searched({ degraded: [{ stage: 'rerank', cause: 'deadline' }] });
    now = 200_000;
    searched({ cached: true });
    searched();
    windows.note((tally) => {
      tally.cacheRead('pages', { hits: 1, misses: 2 });
    });
    expect(windows.recent().lengthMs).toBe(200_000);
    expect(windows.recent().tally.latency.count).toBe(3);
    now = 310_000;
    const { lengthMs, tally } = windows.recent();
    expect([lengthMs, tally.latency.count, tally.cached, tally.degraded]).toEqual([300_000, 2, 1, 0]);
    expect(tally.stages.get('rank')).toMatchObject({ candidatesIn: 200, candidatesOut: 80 });
    expect(tally.caches.get('pages')).toEqual({ hits: 1, misses: 2 });
    now = 10_000_000;
    expect(windows.recent().tally.latency.count).toBe(0);
    const all = windows.sinceStart().tally;
    expect([all.latency.count, all.degraded, all.stages.get('rerank')?.degraded.get('deadline')]).toEqual([3, 1, 1]);
  });
});
