import { SingleBar } from 'cli-progress';
import type { Tally } from '@weir/simulation';

export interface ShopperBar {
  step(): void;
  /** Takes the bar away while something else is written to the terminal. */
  aside(write: () => void): void;
  end(): void;
}

/** How far the shoppers are, on stderr: searches a second, clicks and purchases so far; nothing where nobody watches. */
export function shopperBar(tally: Tally, total: number): ShopperBar {
  const bar = new SingleBar({
    format:
      'shoppers [{bar}] {value} of {total}, {rate} searches/s, {clicks} clicks, {purchases} purchases, {eta_formatted} to go',
    barCompleteChar: '#',
    barIncompleteChar: '.',
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
  });
  const start = performance.now();
  let done = 0;
  const payload = (): object => {
    const { searches, clicks, purchases } = tally.all;
    return { rate: (searches / Math.max(0.001, (performance.now() - start) / 1000)).toFixed(0), clicks, purchases };
  };
  bar.start(total, 0, payload());
  return {
    step: () => {
      done++;
      bar.update(done, payload());
    },
    aside: (write) => {
      bar.stop();
      write();
      bar.start(total, done, payload());
    },
    end: () => {
      bar.stop();
    },
  };
}
