import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { windowMs } from '@weir/telemetry';

/** How often it is looked, ms. */
const everyMs = 10_000;
/** How often the event loop is asked for, ms: the histogram counts it into every delay. */
const resolutionMs = 10;

/** What grows as the process works. */
interface Totals {
  /** Of all cores, ms. */
  readonly cpuMs: number;
  readonly completed: number;
  readonly dropped: number;
  readonly waitedMs: number;
}

interface Sample extends Totals {
  readonly at: number;
}

/** What the process did over the last minutes, told by what it had done before them. */
export class ProcessSampler {
  private samples: Sample[];
  /** The older covers one to two windows, and is forgotten at the end of the second. */
  private delays: readonly [older: IntervalHistogram, newer: IntervalHistogram];
  private turnedAt: number;
  private readonly timer: NodeJS.Timeout;

  /** @param work of models, counted since the start */
  constructor(private readonly work: () => Omit<Totals, 'cpuMs'>) {
    this.samples = [this.sample()];
    this.turnedAt = performance.now();
    const delays = started();
    this.delays = [delays, delays];
    this.timer = setInterval(() => {
      this.look();
    }, everyMs).unref();
  }

  /** Growth since the beginning of the window, and its length. */
  recent(): Sample {
    const now = this.sample();
    const then = this.samples[0]!;
    return {
      at: now.at - then.at,
      cpuMs: now.cpuMs - then.cpuMs,
      completed: now.completed - then.completed,
      dropped: now.dropped - then.dropped,
      waitedMs: now.waitedMs - then.waitedMs,
    };
  }

  /** How late the event loop came, 99th percentile, ms. */
  loopDelayMs(): number {
    return Math.max(0, this.delays[0].percentile(99) / 1e6 - resolutionMs);
  }

  close(): void {
    clearInterval(this.timer);
    for (const delays of this.delays) delays.disable();
  }

  private look(): void {
    const now = this.sample();
    this.samples = [...this.samples.filter(({ at }) => at > now.at - windowMs), now];
    if (now.at - this.turnedAt < windowMs) return;
    const [older, newer] = this.delays;
    if (older !== newer) older.disable();
    this.delays = [newer, started()];
    this.turnedAt = now.at;
  }

  private sample(): Sample {
    const { user, system } = process.cpuUsage();
    return { at: performance.now(), cpuMs: (user + system) / 1000, ...this.work() };
  }
}

function started(): IntervalHistogram {
  const delays = monitorEventLoopDelay({ resolution: resolutionMs });
  delays.enable();
  return delays;
}
