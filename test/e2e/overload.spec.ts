import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Rung } from '@weir/contracts';
import { seededRandom } from '@weir/evaluation';
import { demoQueries } from '@weir/simulation';
import { arrivals } from '../../apps/cli/src/bench-degrade/arrivals.js';
import { type Offered, offerLoad } from '../../apps/cli/src/bench-degrade/load.js';
import { percentiles } from '../../apps/cli/src/bench-search/summary.js';
import { startWeir, type WeirProcess } from './weir-process.js';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(300_000);

/** Generous, since the machine does other things too: what is compared are ratios within one run. */
const deadlineMs = 600;
const seconds = 3;
/** A machine that is busy with something else for a moment must not fail a test: one good round of so many is enough. */
const rounds = 6;
const demo = { products: 400, seed: 7 };

describe('a server that is asked for several times what it can do', () => {
  let weir: WeirProcess;
  let folder: string;
  /** Searches that it answers in time, a second, when it is asked for one after the other by a few. */
  let capacity: number;
  const queries = demoQueries(demo).map(({ text }) => text);
  const random = seededRandom(7);
  let asked = 0;

  const offer = async (perSecond: number, priority: 'interactive' | 'batch' = 'interactive') => {
    const times = arrivals(perSecond, seconds, random);
    asked += times.length;
    const address = `127.0.0.1:${weir.grpcPort}`;
    return offerLoad({ ...{ address, queries, deadlineMs, priority }, arrivals: times, pageSize: 10, from: asked });
  };
  /** By the server's own clock: what is asked runs beside it on the same machine, and may be late itself. */
  const good = (offered: readonly Offered[]): number =>
    offered.filter(({ answer }) => answer !== undefined && answer.took_ms <= deadlineMs).length;
  const rss = (): number => {
    const status = readFileSync(`/proc/${weir.child.pid!}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-overload-'));
    const settings = [
      ...[`demo.products=${demo.products}`, `demo.seed=${demo.seed}`, `plan.deadline_ms=${deadlineMs}`],
      // Every search is work: few queries are asked, and nearly all would be in a cache.
      ...['cache.bytes=0', 'simulation.enabled=false'],
    ];
    weir = await startWeir(['--data-dir', folder, ...settings.flatMap((each) => ['--set', each])]);
    // The first searches compile the code.
    await closedLoop();
    capacity = await closedLoop();
  });
  afterAll(async () => {
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  /** A few callers who ask one search after the other. */
  async function closedLoop(): Promise<number> {
    const callers = 6;
    const end = performance.now() + 1500;
    let answered = 0;
    const call = async (): Promise<void> => {
      while (performance.now() < end) {
        const answer = await weir.post('/v1/search', { query: queries[asked++ % queries.length], page_size: 10 });
        await answer.arrayBuffer();
        if (answer.ok) answered++;
      }
    };
    await Promise.all(Array.from({ length: callers }, call));
    return answered / 1.5;
  }

  /** Rounds until one is as it should be; the last one otherwise. */
  async function bestRound<Round>(play: () => Promise<Round>, isGood: (round: Round) => boolean): Promise<Round> {
    for (let round = 1; ; round++) {
      const played = await play();
      if (isGood(played) || round === rounds) return played;
      await wait(500);
      // What the machine can do may be another by now: nobody else is asked to stand still.
      capacity = await closedLoop();
    }
  }

  it('goes on answering in time, tells the others when to come back, and does not grow', async () => {
    const before = rss();
    const play = async () => {
      const offered = await offer(5 * capacity);
      const answered = offered.flatMap(({ answer }) => answer ?? []);
      const rejected = offered.filter((each) => each.rejected);
      expect(rejected.filter(({ retryAfterMs = 0 }) => retryAfterMs <= 0)).toEqual([]);
      // Who got less than all of the cascade is told so.
      const less = answered.filter(({ rung }) => rung !== Rung.RUNG_FULL);
      expect(less.filter(({ degraded }) => degraded.length === 0)).toEqual([]);
      return {
        goodput: good(offered) / seconds / capacity,
        // Nobody is left without an answer, or told after the deadline that there is none.
        told: (answered.length + rejected.length) / offered.length,
        p99Ms: percentiles(answered.map(({ took_ms }) => took_ms)).p99_ms,
      };
    };
    const round = await bestRound(
      play,
      ({ goodput, told, p99Ms }) => goodput > 0.5 && told > 0.98 && p99Ms < deadlineMs,
    );
    expect(round.goodput).toBeGreaterThan(0.5);
    expect(round.told).toBeGreaterThan(0.98);
    expect(round.p99Ms).toBeLessThan(deadlineMs);
    // What is allowed for is the heap, which grows until it is collected.
    expect(rss()).toBeLessThan(1.25 * before);
  });

  it('does what shoppers ask before what tools ask', async () => {
    const play = async () => {
      const [shoppers, tools] = await Promise.all([offer(0.4 * capacity), offer(4 * capacity, 'batch')]);
      return { shoppers: good(shoppers) / shoppers.length, tools: good(tools) / tools.length };
    };
    const round = await bestRound(play, ({ shoppers, tools }) => shoppers > 0.85 && tools < shoppers);
    expect(round.shoppers).toBeGreaterThan(0.85);
    expect(round.tools).toBeLessThan(round.shoppers);
  });

  it('refuses over HTTP with 429 and retry-after, and shows in its metrics whom it let in and whom not', async () => {
    const refusals: Response[] = [];
    for (let multiple = 6; multiple < 100; multiple *= 2) {
      const flood = Promise.all([offer(multiple * capacity), offer(capacity, 'batch')]);
      const end = performance.now() + seconds * 900;
      while (performance.now() < end && refusals.length === 0) {
        const answers = await Promise.all(queries.slice(0, 10).map((query) => weir.post('/v1/search', { query })));
        refusals.push(...answers.filter(({ status }) => status === 429));
      }
      await flood;
      if (refusals.length > 0) break;
    }
    expect(Number(refusals[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await refusals[0]?.json()).toMatchObject({ code: 'RESOURCE_EXHAUSTED', violations: [] });

    const metrics = await (await weir.fetch('/metrics')).text();
    const total = (pattern: RegExp): number =>
      [...metrics.matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0);
    expect(total(/^weir_admission_rejected_total\{.*"interactive".*\} (\d+)/gm)).toBeGreaterThan(0);
    expect(total(/^weir_admission_rejected_total\{.*"batch".*\} (\d+)/gm)).toBeGreaterThan(0);
    expect(total(/^weir_admission_queue_seconds_count\{.*\} (\d+)/gm)).toBeGreaterThan(0);
    expect(total(/^weir_ladder_total\{rung="(?:window|cached_scores|ranker|retrieval)"\} (\d+)/gm)).toBeGreaterThan(0);
    expect(total(/^weir_admission_limit (\d+)/gm)).toBeGreaterThanOrEqual(4);
    expect(total(/^weir_admission_in_flight\{.*\} (\d+)/gm)).toBe(0);
  });

  it('does all of the work for everybody again, soon after', async () => {
    const full = ['RUNG_FULL', 'RUNG_FULL', 'RUNG_FULL'];
    let rungs: readonly string[] = [];
    for (let attempt = 0; attempt < 20 && rungs.join() !== full.join(); attempt++) {
      await wait(1000);
      const answers: { readonly rung: string }[] = [];
      for (const query of queries.slice(3 * attempt, 3 * attempt + 3))
        answers.push((await (await weir.post('/v1/search', { query })).json()) as { readonly rung: string });
      rungs = answers.map(({ rung }) => rung);
    }
    expect(rungs).toEqual(full);
  });
});
