import { seededRandom } from '@weir/evaluation';
import { allocate } from './allocation.js';
import {
  adaptivelyWeightedMean,
  type ArmEstimate,
  type BanditBatch,
  inverseWeightedMean,
  naiveMean,
  selfNormalisedMean,
} from './corrected-means.js';

export interface BanditScenario {
  /** True rate of each variant, e.g. of conversion. */
  readonly rates: readonly number[];
  /** Changes of the weights, the first batch being split evenly. */
  readonly batches: number;
  /** Units in a batch. */
  readonly batchSize: number;
  readonly floor: number;
  readonly runs: number;
  readonly seed: number;
  /** Called after each run. */
  readonly onRun?: (done: number) => void;
}

/** How an estimate did over all runs. */
export interface EstimateQuality {
  /** Mean of estimate - true rate. */
  readonly bias: number;
  /** Share of the runs whose 95 % interval held the true rate. */
  readonly coverage: number;
  readonly meanStandardError: number;
}

const estimators = {
  naive: naiveMean,
  ipw: inverseWeightedMean,
  snipw: selfNormalisedMean,
  adaptive: adaptivelyWeightedMean,
};

export interface BanditSimulation {
  /** Mean over runs of the conversions lost to showing another than the best variant. */
  readonly regret: number;
  /** The same of an even split. */
  readonly fixedRegret: number;
  readonly arms: readonly {
    readonly rate: number;
    /** Mean share of all units. */
    readonly share: number;
    readonly estimates: Readonly<Record<keyof typeof estimators, EstimateQuality>>;
  }[];
}

/** Runs the bandit on simulated units whose true rates are known, and measures what its analysis makes of them. */
export function simulateBandit(scenario: BanditScenario): BanditSimulation {
  const { rates, batches, batchSize, runs, seed, onRun } = scenario;
  const random = seededRandom(seed);
  const best = Math.max(...rates);
  const tallies = rates.map((rate) => new ArmTally(rate));
  let regret = 0;
  for (let run = 0; run < runs; run++) {
    const history = oneRun(scenario, random);
    rates.forEach((rate, arm) => {
      const units = history.reduce((sum, batch) => sum + batch.arms[arm]!.n, 0);
      regret += (units * (best - rate)) / runs;
      tallies[arm]!.add(units / (batches * batchSize), history, arm);
    });
    onRun?.(run + 1);
  }
  const lost = rates.reduce((sum, rate) => sum + (best - rate) / rates.length, 0);
  return { regret, fixedRegret: lost * batches * batchSize, arms: tallies.map((tally) => tally.quality(runs)) };
}

function oneRun({ rates, batches, batchSize, floor }: BanditScenario, random: () => number): BanditBatch[] {
  const history: BanditBatch[] = [];
  const totals = rates.map(() => ({ n: 0, sum: 0, sumSquares: 0 }));
  for (let batch = 0; batch < batches; batch++) {
    const { weights } = allocate(totals, { kind: 'rate', floor });
    const arms = rates.map(() => ({ n: 0, sum: 0, sumSquares: 0 }));
    for (let unit = 0; unit < batchSize; unit++) {
      const arm = draw(weights, random());
      const converted = random() < rates[arm]! ? 1 : 0;
      for (const counts of [arms[arm]!, totals[arm]!]) {
        counts.n++;
        counts.sum += converted;
        counts.sumSquares += converted;
      }
    }
    history.push({ weights, arms });
  }
  return history;
}

function draw(weights: readonly number[], uniform: number): number {
  let left = uniform;
  let arm = 0;
  while (arm < weights.length - 1 && left >= weights[arm]!) left -= weights[arm++]!;
  return arm;
}

class ArmTally {
  private share = 0;
  private readonly sums = new Map<string, { error: number; covered: number; standardError: number }>();

  constructor(private readonly rate: number) {}

  add(share: number, history: readonly BanditBatch[], arm: number): void {
    this.share += share;
    for (const [name, estimate] of Object.entries(estimators)) this.note(name, estimate(history, { arm }));
  }

  private note(name: string, { mean, standardError, low, high }: ArmEstimate): void {
    const sums = this.sums.get(name) ?? { error: 0, covered: 0, standardError: 0 };
    sums.error += mean - this.rate;
    sums.covered += low <= this.rate && this.rate <= high ? 1 : 0;
    sums.standardError += standardError;
    this.sums.set(name, sums);
  }

  quality(runs: number): BanditSimulation['arms'][number] {
    const of = (name: keyof typeof estimators): EstimateQuality => {
      const { error, covered, standardError } = this.sums.get(name)!;
      return { bias: error / runs, coverage: covered / runs, meanStandardError: standardError / runs };
    };
    return {
      rate: this.rate,
      share: this.share / runs,
      estimates: { naive: of('naive'), ipw: of('ipw'), snipw: of('snipw'), adaptive: of('adaptive') },
    };
  }
}
