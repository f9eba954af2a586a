import { CostEstimate } from './cost.js';

/** What stages have cost so far, in ms; lives as long as the cascade. */
export interface Costs {
  /** Finding candidates, a search: the query's vector, then retrieval, with what they wait for. */
  readonly find: CostEstimate;
  /** Computing one candidate's features, which cannot be interrupted. */
  readonly features: CostEstimate;
  /** What the ranker needs besides, a search: reading what features are made of, and scoring. */
  readonly rank: CostEstimate;
  /** The cross-encoder, a pair that it computed, of one thread. */
  readonly pair: CostEstimate;
  /** Of the cross-encoder's candidates, those whose score was cached. */
  readonly known: MovingShare;
  /** Reading one product and putting it on a page. */
  readonly product: CostEstimate;
}

export function createCosts(): Costs {
  return {
    find: new CostEstimate(),
    features: new CostEstimate(),
    rank: new CostEstimate(),
    pair: new CostEstimate(),
    known: new MovingShare(),
    product: new CostEstimate(0.05),
  };
}

const learningRate = 0.1;

/** An exponential moving average of shares. */
class MovingShare {
  private value = 0;

  share(): number {
    return this.value;
  }

  learn(share: number): void {
    this.value += learningRate * (share - this.value);
  }
}
