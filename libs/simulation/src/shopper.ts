import { normal, stream } from './streams.js';

/** What a shopper is like, the same at every visit. */
interface Habits {
  /** Searches of a visit beyond the first, compared with the average shopper's. */
  readonly activity: number;
  /** Readiness to buy what is clicked, compared with the average shopper's. */
  readonly propensity: number;
}

/** One visit of one shopper: what is searched for follows from the seed alone, not from what is found. */
export interface Visit {
  readonly shopperId: string;
  readonly sessionId: string;
  readonly habits: Habits;
  /** Places in the list of queries, one a search. */
  readonly queries: readonly number[];
}

export interface VisitOptions {
  readonly seed: number;
  /** Names the run: another run of the same shoppers is another visit of theirs. */
  readonly run: string;
  /** How often the shopper came before in the run. @defaultValue 0 */
  readonly again?: number;
  /** Mean searches of a visit, at least 1. */
  readonly searchesPerShopper: number;
  /** How many queries there are to choose from, evenly. */
  readonly queries: number;
}

/** Standard deviations of the logarithms: a few shoppers are four times as busy as the average one. */
const spread = { activity: 0.6, propensity: 0.5 } as const;
/** Nobody searches without end: far below what counts as a robot. */
const mostSearches = 20;

const streams = { habits: 1, visit: 2 } as const;

/** The visit of shopper `number` (from 0). Habits are log-normal with mean 1, searches 1 + a geometric number. */
export function visitOf(number: number, { seed, run, again = 0, searchesPerShopper, queries }: VisitOptions): Visit {
  const habits = habitsOf(number, seed);
  const random = stream(seed, number, streams.visit, ...(again === 0 ? [] : [again]));
  const further = (searchesPerShopper - 1) * habits.activity;
  const goesOn = further / (1 + further);
  const searches = [Math.floor(random() * queries)];
  while (searches.length < mostSearches && random() < goesOn) searches.push(Math.floor(random() * queries));
  const shopperId = `sim-${seed}-${number}`;
  const sessionId = again === 0 ? `${shopperId}-${run}` : `${shopperId}-${run}-${again}`;
  return { shopperId, sessionId, habits, queries: searches };
}

function habitsOf(number: number, seed: number): Habits {
  const random = stream(seed, number, streams.habits);
  const logNormal = (deviation: number): number => Math.exp(deviation * normal(random) - deviation ** 2 / 2);
  return { activity: logNormal(spread.activity), propensity: logNormal(spread.propensity) };
}
