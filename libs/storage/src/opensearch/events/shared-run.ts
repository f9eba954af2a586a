/**
 * Runs a job, one run at a time. Whoever asks gets a run that begins after asking, and shares it with all others who asked
 * before it began.
 */
export class SharedRun {
  private waiting: Promise<void> | undefined;
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly job: () => Promise<void>) {}

  run(): Promise<void> {
    if (this.waiting === undefined) {
      const run = this.last.then(() => {
        this.waiting = undefined;
        return this.job();
      });
      this.waiting = run;
      this.last = run.catch(() => undefined);
    }
    return this.waiting;
  }
}
