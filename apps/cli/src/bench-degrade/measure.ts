import { seededRandom } from '@weir/evaluation';
import { tell } from '../bench-search/progress.js';
import { arrivals } from './arrivals.js';
import { findCapacity } from './capacity.js';
import type { JudgedSet } from './judged-set.js';
import { type Offered, offerLoad } from './load.js';
import { type ServedShop, serveShop } from './served-shop.js';
import { type DegradeStep, stepOf } from './step.js';

export interface DegradeOptions {
  readonly dataDir: string;
  readonly multiples: readonly number[];
  /** At each rate. */
  readonly seconds: number;
  readonly deadlineMs: number;
  readonly seed: number;
  /** Of `weir serve`, e.g. `--config FILE`. */
  readonly args: readonly string[];
  /** Whether pages and scores are cached: the set has few queries, so that after a moment nearly all would be. */
  readonly caches: boolean;
}

export interface DegradeRun {
  /** The most that is answered inside the deadline, a second, with the ladder and admission. */
  readonly capacity_per_s: number;
  readonly with: readonly DegradeStep[];
  readonly without: readonly DegradeStep[];
}

/** As Weir is without admission and the ladder: fixed budgets alone. */
const switchedOff = ['--set', 'admission.enabled=false', '--set', 'plan.ladder.enabled=false'];
/** Until the hot code is compiled. */
const warmUp = { perSecond: 20, seconds: 4 };
const capacitySeconds = 4;
/** Nothing is asked until what was asked before has ended, ms. */
const restMs = 1500;

/** Finds the capacity, then offers multiples of it, to a server with admission and the ladder and to one without. */
export async function measureDegrade(set: JudgedSet, options: DegradeOptions): Promise<DegradeRun> {
  const common = [
    ...[...set.args, ...options.args, '--data-dir', options.dataDir],
    ...['--set', 'simulation.enabled=false', '--set', `plan.deadline_ms=${options.deadlineMs}`],
    ...(options.caches ? [] : ['--set', 'cache.bytes=0']),
  ];
  const { capacity, steps } = await withServer(common, async (server) => {
    const load = new Load(server, set, options);
    await load.offer(warmUp.perSecond, warmUp.seconds);
    const found = await findCapacity(async (perSecond) => {
      tell(`looking for the capacity: ${perSecond.toFixed(0)} a second`);
      return load.goodShare(await load.offer(perSecond, capacitySeconds));
    });
    return { capacity: found, steps: await load.steps(found, 'with') };
  });
  const without = await withServer([...common, ...switchedOff], async (server) => {
    const load = new Load(server, set, options);
    await load.offer(warmUp.perSecond, warmUp.seconds);
    return load.steps(capacity, 'without');
  });
  tell('');
  return { capacity_per_s: Number(capacity.toFixed(1)), with: steps, without };
}

async function withServer<T>(args: readonly string[], work: (server: ServedShop) => Promise<T>): Promise<T> {
  tell('starting the server');
  const server = await serveShop(args);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** Searches that one server is offered: every query in turn, arrivals by one sequence of random numbers. */
class Load {
  private readonly random: () => number;
  private asked = 0;

  constructor(
    private readonly server: ServedShop,
    private readonly set: JudgedSet,
    private readonly options: DegradeOptions,
  ) {
    this.random = seededRandom(options.seed);
  }

  async offer(perSecond: number, seconds: number): Promise<readonly Offered[]> {
    const times = arrivals(perSecond, seconds, this.random);
    const offered = await offerLoad({
      address: this.server.address,
      queries: this.set.queries.map(({ text }) => text),
      arrivals: times,
      deadlineMs: this.options.deadlineMs,
      pageSize: 10,
      from: this.asked,
    });
    this.asked += times.length;
    await new Promise((resolve) => setTimeout(resolve, restMs));
    return offered;
  }

  goodShare(offered: readonly Offered[]): number {
    const good = offered.filter(({ answer, ms }) => answer !== undefined && ms <= this.options.deadlineMs);
    return good.length / Math.max(1, offered.length);
  }

  async steps(capacity: number, name: string): Promise<readonly DegradeStep[]> {
    const { seconds, deadlineMs, multiples } = this.options;
    const judgments = this.set.queries.map((query) => query.judgments);
    const steps: DegradeStep[] = [];
    for (const multiple of multiples) {
      const perSecond = multiple * capacity;
      tell(`${name} the ladder: ${perSecond.toFixed(0)} a second`);
      const offered = await this.offer(perSecond, seconds);
      const rssMb = this.server.memory();
      steps.push(stepOf(offered, { multiple, perSecond, seconds, deadlineMs, rssMb, judgments }));
    }
    return steps;
  }
}
