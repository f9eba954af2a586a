import { setTimeout as wait } from 'node:timers/promises';
import { EventLoad } from './event-load.js';
import { type Ask, type Search, SearchLoad } from './search-load.js';
import { type Figures, figuresOf } from './figures.js';

/** A fault, and what must hold while it lasts. */
export interface Scenario {
  readonly name: string;
  /** Brings the fault about. */
  inject(): unknown;
  /** Resolves when it is over: a process that was stopped is ready again. */
  heal(): unknown;
  /**
   * `none`: every search is answered. `new`: one that was asked before is, a new one may not be, because what is broken
   * is the only thing that could find it.
   * @defaultValue none
   */
  readonly mayFail?: 'none' | 'new';
  /** Also in the short form. */
  readonly isShort?: boolean;
  /** Where searches go. @defaultValue those of the ground */
  readonly asks?: readonly Ask[];
}

/** What all scenarios of a system stand on. */
export interface Ground {
  readonly asks: readonly Ask[];
  /** Queries that were answered before anything breaks. */
  readonly repeated: readonly string[];
  /** Words that new queries are made of. */
  readonly words: readonly string[];
  /** Where events go. */
  readonly events: string;
  readonly seed: number;
}

/** How long each part of a scenario takes, ms. */
export interface Length {
  readonly beforeMs: number;
  readonly duringMs: number;
  /** Longest that ten undegraded searches in a row are waited for. */
  readonly recoveryMs: number;
}

export const shortLength: Length = { beforeMs: 1000, duringMs: 2500, recoveryMs: 60_000 };
export const fullLength: Length = { beforeMs: 1500, duringMs: 6000, recoveryMs: 60_000 };

/** What a scenario gave. */
export interface Result {
  readonly name: string;
  readonly before: Figures;
  readonly during: Figures;
  readonly after: Figures;
  /** From healed to the first of ten searches in a row that were not degraded, ms; undefined if there were none in time. */
  readonly recoveryMs: number | undefined;
  readonly events: {
    /** Ids that the server said it has. */
    readonly acknowledged: readonly string[];
    /** Batches that were refused or not answered, each time. */
    readonly refused: number;
  };
}

const perSecond = 6;
const inRow = 10;
let runs = 0;

/** Runs one scenario under load. */
export async function runScenario(scenario: Scenario, ground: Ground, length: Length): Promise<Result> {
  runs += 1;
  const seed = ground.seed * 1000 + runs;
  const { asks, repeated, words } = ground;
  const load = new SearchLoad(scenario.asks ?? asks, { perSecond, seed, repeated, words });
  const events = new EventLoad({ address: ground.events, name: `chaos/${process.pid}/${seed}`, perSecond: 5 });
  load.start();
  events.start();
  try {
    await wait(length.beforeMs);
    const injectedAt = performance.now();
    await scenario.inject();
    await wait(length.duringMs);
    await scenario.heal();
    const healedAt = performance.now();
    const recoveryMs = await recovery(load, healedAt, length.recoveryMs);
    await load.stop();
    await events.stop();
    // What is under way when the fault comes is met by it.
    const partOf = ({ startedAt, tookMs }: Search): 'before' | 'during' | 'after' =>
      startedAt + tookMs < injectedAt ? 'before' : startedAt < healedAt ? 'during' : 'after';
    const figures = (part: ReturnType<typeof partOf>): Figures =>
      figuresOf(load.searches.filter((search) => partOf(search) === part));
    const { acknowledged, refused } = events;
    return {
      name: scenario.name,
      before: figures('before'),
      during: figures('during'),
      after: figures('after'),
      recoveryMs,
      events: { acknowledged, refused },
    };
  } finally {
    await load.stop();
    await events.stop();
  }
}

async function recovery(load: SearchLoad, healedAt: number, patienceMs: number): Promise<number | undefined> {
  for (;;) {
    const since = load.searches
      .filter(({ startedAt }) => startedAt >= healedAt)
      .sort((one, other) => one.startedAt - other.startedAt);
    const first = firstOfRow(since);
    if (first !== undefined) return first.startedAt - healedAt;
    if (performance.now() - healedAt > patienceMs) return undefined;
    await wait(50);
  }
}

/** The first of ten in a row that were not degraded. */
function firstOfRow(searches: readonly Search[]): Search | undefined {
  for (let from = 0; from + inRow <= searches.length; from += 1) {
    const row = searches.slice(from, from + inRow);
    if (row.every(({ outcome }) => outcome.kind === 'full')) return row[0];
  }
  return undefined;
}
