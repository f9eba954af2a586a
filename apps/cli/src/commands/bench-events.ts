import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createUnitHash, type EventInput, Recorder, type UnitHash } from '@weir/events';
import { builtInMetrics } from '@weir/experiments';
import type { EventStore } from '@weir/storage';
import { Command, InvalidArgumentError, Option } from 'commander';
import { openBenchStore, type StorageKind } from '../events/bench-store.js';
import { type EventLoad, eventLoad, exposureOf } from '../events/event-load.js';
import { quantile, type ResultsTiming, timeQueries, timeQueryDetail, timeResults } from '../events/time-results.js';
import { progressBar } from '../evaluation/progress.js';

interface Flags {
  readonly storage: StorageKind;
  readonly config?: string;
  readonly events: number;
  readonly shoppers: number;
  readonly batch: number;
  readonly callers: number;
  readonly json?: true;
}

/** What was measured; times are the clock's. */
interface EventTiming {
  readonly storage: StorageKind;
  readonly events: number;
  readonly shoppers: number;
  readonly batch: number;
  readonly callers: number;
  readonly metrics: number;
  /** Events acknowledged in a second: checked, hashed, on disk. */
  readonly events_per_second: number;
  /** Processor time of an event over all threads, us: what it costs however busy the machine is. */
  readonly cpu_us: number;
  /** From handing a batch over to its acknowledgement, ms. */
  readonly batch_p50_ms: number;
  readonly batch_p99_ms: number;
  /** Sending a batch again: every id is known. */
  readonly duplicates_per_second: number;
  /** Events and exposures that the first results copied in a second, of a store that results are copied from. */
  readonly copied_per_second?: number;
  /** Processor time of this process for each of them, us. */
  readonly copied_cpu_us?: number;
  /** Results right after the last acknowledgement, the median of the next ones, ms; their processor time, all threads. */
  readonly results_first_ms: number;
  readonly results_ms: number;
  readonly results_cpu_ms: number;
  /** The most searched queries of four weeks, and one of them in detail: medians, ms; their processor time, all threads. */
  readonly queries_ms: number;
  readonly queries_cpu_ms: number;
  readonly query_detail_ms: number;
  readonly query_detail_cpu_ms: number;
  /** Memory of the process, MB. */
  readonly memory_mb: number;
}

const SEED = 7;
const DAY = 86_400_000;

const examples = `
Examples:
  $ weir bench events
  $ weir bench events --events 200000 --shoppers 40000 --json
  $ weir bench events --storage opensearch --events 200000 --shoppers 40000

Events like a storefront's (searches, impressions, clicks, carts, purchases; seeded) go through the recorder into a new
file in the system's folder for temporary files: every field is checked, shopper and session ids are hashed, and a batch is
acknowledged once it is on disk. Callers hand over one batch after the other, side by side. Then an experiment that half of
the shoppers are in each variant of is analysed with all built-in metrics, as for its results, and the most searched queries
are added up. With --storage opensearch
they go into indices of their own in the cluster of the configuration, which are deleted after; the first results copy
them from there.`;

/** `weir bench events`: how fast events are recorded, and how long their results take. */
export function benchEventsCommand(): Command {
  return new Command('events')
    .description('time recording events, to disk, and reading the results of an experiment from them')
    .addOption(
      new Option('--storage <kind>', 'where they are kept').choices(['embedded', 'opensearch']).default('embedded'),
    )
    .option(
      '-c, --config <file>',
      'configuration file that says where OpenSearch is (default: weir.yaml of this folder)',
    )
    .option('--events <n>', 'events that are recorded', positive, 1_000_000)
    .option('--shoppers <n>', 'shoppers that they are of', positive, 200_000)
    .option('--batch <n>', 'events of a batch', positive, 500)
    .option('--callers <n>', 'batches under way at a time', positive, 4)
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'weir-bench-events-'));
      try {
        const timing = await measure(folder, flags);
        process.stdout.write(flags.json ? `${JSON.stringify(timing)}\n` : table(timing));
      } finally {
        await rm(folder, { recursive: true });
      }
    });
}

async function measure(folder: string, { storage: kind, config, ...flags }: Flags): Promise<EventTiming> {
  const { events, shoppers, batch, callers } = flags;
  const storage = await openBenchStore(kind, folder, config);
  try {
    const load: EventLoad = { shoppers, start: Date.now() - 9 * DAY, seed: SEED };
    const hashUnit = createUnitHash(randomBytes(32));
    const recorder = new Recorder({ store: storage.events, hashUnit, now: Date.now });
    await expose(storage.events, load, hashUnit);
    const recording = await record(recorder, batches(load, { events, batch }), { events, callers });
    const again = await record(recorder, batches(load, { events: Math.min(events, 100_000), batch }), {
      events,
      callers,
    });
    const results = await timeResults(storage.events);
    const queries = await timeQueries(storage.events);
    const detail = await timeQueryDetail(storage.events);
    return {
      ...{ storage: kind, events, shoppers, batch, callers, metrics: builtInMetrics.length },
      events_per_second: recording.perSecond,
      cpu_us: recording.cpuUs,
      batch_p50_ms: quantile(recording.batchMs, 0.5),
      batch_p99_ms: quantile(recording.batchMs, 0.99),
      duplicates_per_second: again.perSecond,
      results_first_ms: results.firstMs,
      results_ms: results.nextMs,
      results_cpu_ms: results.nextCpuMs,
      ...(kind === 'opensearch' && copying(events + shoppers, results)),
      queries_ms: queries.nextMs,
      queries_cpu_ms: queries.nextCpuMs,
      query_detail_ms: detail.nextMs,
      query_detail_cpu_ms: detail.nextCpuMs,
      memory_mb: process.memoryUsage().rss / 1e6,
    };
  } finally {
    await storage.close();
  }
}

async function expose(store: EventStore, load: EventLoad, hashUnit: UnitHash): Promise<void> {
  for (let from = 0; from < load.shoppers; from += 4096) {
    const count = Math.min(4096, load.shoppers - from);
    await store.expose(
      Array.from({ length: count }, (_, n) => ({
        ...exposureOf(from + n, load),
        unit: hashUnit(`shopper-${from + n}`),
      })),
    );
  }
}

/** Made a little ahead, so that making them is no part of what is timed. */
function* batches(
  load: EventLoad,
  { events, batch }: Pick<Flags, 'events' | 'batch'>,
): Generator<readonly EventInput[]> {
  let made: EventInput[] = [];
  let total = 0;
  for (const event of eventLoad(load)) {
    made.push(event);
    total += 1;
    if (made.length === batch || total === events) {
      yield made;
      made = [];
    }
    if (total === events) return;
  }
}

interface Recording {
  readonly perSecond: number;
  readonly cpuUs: number;
  readonly batchMs: number[];
}

/** Rounds of many batches: made first, then recorded by all callers under the clock. */
async function record(
  recorder: Recorder,
  source: Generator<readonly EventInput[]>,
  { events, callers }: Pick<Flags, 'events' | 'callers'>,
): Promise<Recording> {
  const bar = progressBar('recording');
  const batchMs: number[] = [];
  let done = 0;
  let seconds = 0;
  let cpuUs = 0;
  for (let round = take(source, 100); round.length > 0; round = take(source, 100)) {
    const waiting = round.values();
    const began = performance.now();
    const used = process.cpuUsage();
    await Promise.all(
      Array.from({ length: callers }, async () => {
        for (const batch of waiting) {
          const handed = performance.now();
          const { accepted, duplicates, rejections } = await recorder.record(batch);
          batchMs.push(performance.now() - handed);
          if (accepted + duplicates !== batch.length)
            throw new Error(`Events of the load were refused: ${JSON.stringify(rejections[0])}`);
        }
      }),
    );
    seconds += (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(used);
    cpuUs += user + system;
    done += round.reduce((sum, { length }) => sum + length, 0);
    bar.show(done, events);
  }
  bar.end();
  return { perSecond: done / seconds, cpuUs: cpuUs / done, batchMs };
}

function take<T>(source: Generator<T>, count: number): T[] {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = source.next();
    if (next.done === true) break;
    taken.push(next.value);
  }
  return taken;
}

/** The first results copied what the next ones found there. */
function copying(rows: number, results: ResultsTiming): Pick<EventTiming, 'copied_per_second' | 'copied_cpu_us'> {
  return {
    copied_per_second: (rows * 1000) / (results.firstMs - results.nextMs),
    copied_cpu_us: ((results.firstCpuMs - results.nextCpuMs) * 1000) / rows,
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}

function table(timing: EventTiming): string {
  const rows: readonly (readonly [string, string])[] = [
    ['events, shoppers', `${timing.events}, ${timing.shoppers}`],
    [
      `acknowledged, batches of ${timing.batch}, ${timing.callers} under way`,
      `${timing.events_per_second.toFixed(0)} events/s`,
    ],
    ['processor time of an event, all threads', `${timing.cpu_us.toFixed(1)} us`],
    ['a batch, p50 / p99', `${timing.batch_p50_ms.toFixed(1)} / ${timing.batch_p99_ms.toFixed(1)} ms`],
    ['sent again, all known', `${timing.duplicates_per_second.toFixed(0)} events/s`],
    [
      `results, ${timing.metrics} metrics, first / next`,
      `${timing.results_first_ms.toFixed(0)} / ${timing.results_ms.toFixed(0)} ms`,
    ],
    ...copyingRows(timing),
    ['processor time of results, two threads', `${timing.results_cpu_ms.toFixed(0)} ms`],
    [
      'most searched queries, one in detail',
      `${timing.queries_ms.toFixed(0)}, ${timing.query_detail_ms.toFixed(0)} ms`,
    ],
    [
      'processor time of these, two threads',
      `${timing.queries_cpu_ms.toFixed(0)}, ${timing.query_detail_cpu_ms.toFixed(0)} ms`,
    ],
    ['memory', `${timing.memory_mb.toFixed(0)} MB`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}

function copyingRows(timing: EventTiming): readonly (readonly [string, string])[] {
  const { copied_per_second: perSecond, copied_cpu_us: cpuUs } = timing;
  if (perSecond === undefined || cpuUs === undefined) return [];
  return [['copied for the first', `${perSecond.toFixed(0)} events/s, ${cpuUs.toFixed(1)} us of processor time each`]];
}
