import type { GetResultsResponse } from '@weir/contracts';
import { drive, type Simulation } from '@weir/simulation';
import { isDecision, type Recommendation, type Trial } from './trial.js';

/** What the experiment said after a round of shoppers. */
export interface Round {
  readonly round: number;
  readonly results: GetResultsResponse;
  readonly recommendation: Recommendation;
}

/** How a trial went. */
export interface Watched {
  readonly rounds: readonly Round[];
  /** The first decision that was recommended, else the last recommendation. */
  readonly decision: Recommendation;
}

/**
 * Runs an experiment from draft to decision: shoppers come in `rounds` equal parts, and after each the server is asked
 * what it has shown. Ends with the first decision (with `full` only when all shoppers were there), or when it is
 * interrupted, and stops the experiment.
 */
export async function watch(
  trial: Trial,
  simulation: Simulation,
  {
    rounds,
    full,
    interrupted,
    onShopper,
    onRound,
  }: {
    readonly rounds: number;
    readonly full: boolean;
    /** Rejects when the run is to end at once; never resolves. */
    readonly interrupted: Promise<never>;
    readonly onShopper: () => void;
    readonly onRound: (round: Round) => void;
  },
): Promise<Watched> {
  const { shoppers } = trial.options;
  await trial.start();
  const seen: Round[] = [];
  // It may come while nothing waits for it.
  interrupted.catch(() => undefined);
  let decision: Recommendation = { action: 'none', reason: 'No shopper came.', variant: '' };
  try {
    for (let round = 1; round <= rounds && (full || !isDecision(decision)); round++) {
      const part = {
        from: Math.floor(((round - 1) * shoppers) / rounds),
        to: Math.floor((round * shoppers) / rounds),
        onShopper,
      };
      await Promise.race([drive(simulation, part), interrupted]);
      const results = await trial.results();
      const { recommendation } = results;
      if (recommendation === undefined) throw new Error('The server answered results without a recommendation.');
      // under `full` what was decided first stays: that is what a team would have acted on.
      if (!isDecision(decision)) decision = recommendation;
      const latest = { round, results, recommendation };
      seen.push(latest);
      onRound(latest);
    }
  } finally {
    await trial.stop(`simulation over: ${decision.action}`);
  }
  return { rounds: seen, decision };
}
