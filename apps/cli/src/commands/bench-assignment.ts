import { assign, type AssignmentRequest, compileExperiments, type CompiledExperiments } from '@weir/experiments';
import { Command, InvalidArgumentError } from 'commander';
import { loadOfExperiments, loadOfRequests } from '../experiments/assignment-load.js';

interface Flags {
  readonly experiments: number;
  readonly requests: number;
  readonly json?: true;
}

/** Times in microseconds of a request, all its experiments together. */
interface AssignmentTiming {
  readonly experiments: number;
  readonly requests: number;
  /** Processor time of a request in the tenth of the batches that other work on the machine disturbed least. */
  readonly us: number;
  /** The same of the middle batch. */
  readonly us_median: number;
  /** Wall clock of requests timed one by one, the clock's own time taken off. */
  readonly p50_us: number;
  readonly p99_us: number;
  /** Mean variants that a request gets: what is measured is not refusals alone. */
  readonly variants_a_request: number;
  readonly compile_us: number;
}

const BATCH = 1000;

const examples = `
Examples:
  $ weir bench assignment
  $ weir bench assignment --experiments 100 --json

The experiments have targeting conditions (lists, versions, a pattern, nested paths), layers, ramps, prerequisites and a
global holdout; shoppers are random ids of 36 characters, attributes are drawn with a seed. One thread. Requests are timed
in batches of a thousand by processor time, then one by one by the clock; the tenth of the batches that went fastest is
what the code costs, the middle one shows how much other work on the machine slows it down.`;

/** `weir bench assignment`: what all running experiments together cost a search. */
export function benchAssignmentCommand(): Command {
  return new Command('assignment')
    .description('time which variants a search gets, in process, of running experiments')
    .option('--experiments <n>', 'running experiments', positive, 20)
    .option('--requests <n>', 'requests that are timed', positive, 400_000)
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action((flags: Flags) => {
      const timing = measure(flags);
      process.stdout.write(flags.json ? `${JSON.stringify(timing)}\n` : table(timing));
    });
}

function measure({ experiments: count, requests: total }: Flags): AssignmentTiming {
  const experiments = loadOfExperiments(count);
  const holdout = { share: 0.05, seed: 'holdout' };
  const compiled = compileExperiments(experiments, holdout);
  const requests = loadOfRequests(Math.min(total, 20_000), 1);
  const batches = Math.max(1, Math.round(total / BATCH));
  let variants = 0;
  // Once through before the clock runs.
  for (const request of requests) {
    variants += assign(compiled, request).assignments.filter(({ variant }) => variant !== null).length;
  }
  const batched = timesBatches(compiled, requests, batches);
  const single = timesOne(compiled, requests, total);
  return {
    experiments: count,
    requests: total,
    us: quantile(batched, 0.1),
    us_median: median(batched),
    p50_us: quantile(single, 0.5),
    p99_us: quantile(single, 0.99),
    variants_a_request: variants / requests.length,
    compile_us: timed(() => compileExperiments(experiments, holdout)),
  };
}

/** Mean of each batch of successive requests. */
function timesBatches(
  compiled: CompiledExperiments,
  requests: readonly AssignmentRequest[],
  batches: number,
): number[] {
  return Array.from({ length: batches }, (_, batch) => {
    const began = process.cpuUsage();
    for (let at = 0; at < BATCH; at += 1) assign(compiled, requests[(batch * BATCH + at) % requests.length]!);
    const { user, system } = process.cpuUsage(began);
    return (user + system) / BATCH;
  });
}

function timesOne(compiled: CompiledExperiments, requests: readonly AssignmentRequest[], total: number): number[] {
  const clock = median(Array.from({ length: 1001 }, () => timed(() => undefined)));
  return Array.from({ length: total }, (_, at) => {
    const request = requests[at % requests.length]!;
    return Math.max(0, timed(() => assign(compiled, request)) - clock);
  });
}

function timed(run: () => unknown): number {
  const began = process.hrtime.bigint();
  run();
  return Number(process.hrtime.bigint() - began) / 1000;
}

function median(values: number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}

function table(timing: AssignmentTiming): string {
  const rows: readonly (readonly [string, string])[] = [
    ['running experiments', String(timing.experiments)],
    ['variants a request gets, mean', timing.variants_a_request.toFixed(2)],
    ['a request, undisturbed', `${timing.us.toFixed(2)} us`],
    ['a request, middle batch', `${timing.us_median.toFixed(2)} us`],
    ['a request, clock, p50 / p99', `${timing.p50_us.toFixed(2)} / ${timing.p99_us.toFixed(2)} us`],
    ['compiling them, once a change', `${timing.compile_us.toFixed(0)} us`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}\n`).join('');
}
