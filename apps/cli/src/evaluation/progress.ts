import { SingleBar } from 'cli-progress';

/** A bar on stderr; nothing where nobody watches. */
export function progressBar(title: string): { show(done: number, total: number): void; end(): void } {
  const bar = new SingleBar({
    format: `${title} [{bar}] {value} of {total}, {eta_formatted} to go`,
    barCompleteChar: '#',
    barIncompleteChar: '.',
    clearOnComplete: true,
    hideCursor: true,
    stream: process.stderr,
  });
  let started = false;
  return {
    show: (done, total) => {
      if (!started) bar.start(total, done);
      started = true;
      bar.setTotal(total);
      bar.update(done);
    },
    end: () => {
      if (started) bar.stop();
    },
  };
}
