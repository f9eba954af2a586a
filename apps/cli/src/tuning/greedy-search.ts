import { type Plan, planFingerprint } from '@weir/cascade';
import { choose, type Contestant } from './choose.js';
import type { Coordinate } from './search-space.js';

/** A Plan with what it reaches. */
export interface Trial extends Omit<Contestant, 'level'> {
  readonly plan: Plan;
  /** A search, up to the last stage of the Plan. */
  readonly p50Ms: number;
  readonly p95Ms: number;
}

export type Evaluate = (plan: Plan) => Promise<Trial>;

/** One choice: the Plans that were tried, the one of before among them. */
interface Step {
  readonly coordinate: Coordinate['name'];
  readonly trials: readonly Trial[];
  readonly before: Trial;
  readonly chosen: Trial;
}

export interface Search {
  readonly start: Trial;
  readonly chosen: Trial;
  /** In order; a step that repeats one word by word is left out. */
  readonly steps: readonly Step[];
}

/** Choices may turn in a circle, since the rule does not always take the best. */
const mostPasses = 3;

/** Chooses one coordinate after the other, the rest held, over and over until a whole pass changes nothing. */
export async function greedySearch(
  start: Plan,
  coordinates: readonly Coordinate[],
  evaluate: Evaluate,
): Promise<Search> {
  const first = await evaluate(start);
  const steps = new Map<string, Step>();
  let chosen = first;
  for (let pass = 0; pass < mostPasses; pass++) {
    const before = planFingerprint(chosen.plan);
    for (const coordinate of coordinates) {
      const options = coordinate.options(chosen.plan);
      if (options.length < 2) continue;
      const trials: Trial[] = [];
      for (const { plan } of options) trials.push(await evaluate(plan));
      const pick = choose(trials.map((trial, at) => ({ ...trial, level: options[at]!.level })));
      const key = [coordinate.name, ...options.map(({ plan }) => planFingerprint(plan))].join();
      if (!steps.has(key))
        steps.set(key, { coordinate: coordinate.name, trials, before: chosen, chosen: trials[pick]! });
      chosen = trials[pick]!;
    }
    if (planFingerprint(chosen.plan) === before) break;
  }
  return { start: first, chosen, steps: [...steps.values()] };
}
