import { type Sample, verdictOf } from './verdict.js';

const length = 240;
/** Twenty minutes of samples. */
const samples = (make: (minute: number, n: number) => Partial<Sample>): readonly Sample[] =>
  Array.from({ length }, (_, n) => {
    const minute = n / 12;
    return { minute, rss_mib: 600, handles: 80, threads: 20, ...make(minute, n) };
  });
/** Memory that goes up and down as a heap does. */
const breathing = (n: number): number => 600 + 25 * Math.sin(n / 7) + ((n * 7919) % 13);

describe('the verdict of a soak', () => {
  it('is that nothing grows where memory only breathes', () => {
    const { faults, rss } = verdictOf(
      samples((_, n) => ({ rss_mib: breathing(n), handles: n % 60 < 40 ? 80 + (n % 4) : 95 })),
      0,
    );
    expect(faults).toEqual([]);
    expect(rss.low).toBeLessThan(0);
    expect(rss.high).toBeGreaterThan(0);
  });

  it('sees a leak of four MiB a minute below that', () => {
    const { faults, rss } = verdictOf(
      samples((minute, n) => ({ rss_mib: breathing(n) + 4 * minute })),
      0,
    );
    expect(rss.mib_an_hour).toBeGreaterThan(150);
    expect(rss.mib_an_hour).toBeLessThan(330);
    expect(faults).toEqual([expect.stringContaining('resident memory grows by')]);
  });

  it('pays no heed to the first half, in which caches fill', () => {
    const { faults } = verdictOf(
      samples((minute, n) => ({ rss_mib: breathing(n) - 40 * Math.max(0, 10 - minute) })),
      0,
    );
    expect(faults).toEqual([]);
  });

  it('names handles and threads that stay open, and searches that failed', () => {
    const { faults } = verdictOf(
      samples((minute) => ({ handles: 80 + Math.round(minute), threads: 20 + Math.floor(minute / 3) })),
      2,
    );
    expect(faults).toEqual([
      '2 searches failed',
      'open handles: 98 at the end, 90 before',
      'threads: 25 at the end, 23 before',
    ]);
  });
});
