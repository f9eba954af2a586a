import type { GetResultsResponse } from '@weir/contracts';
import { callServer, type ServerFlags } from '../experiment/server.js';

/** Words alone against everything: what the cascade is worth. */
const wordsAlone = { retrieval: { mode: 'bm25' }, ranker: { model: null }, reranker: { model: null } };

export interface TrialOptions {
  readonly key: string;
  /** `ab`: words alone against the whole cascade, or two Plans of choice; `aa`: the base Plan against itself. */
  readonly kind: 'ab' | 'aa';
  /** Shoppers that there will be. */
  readonly shoppers: number;
  /** Of `ab`: partial Plans of the variants. Default: words alone, and the base Plan. */
  readonly control?: Readonly<Record<string, unknown>>;
  readonly treatment?: Readonly<Record<string, unknown>>;
}

export type Recommendation = NonNullable<GetResultsResponse['recommendation']>;

/** Share of the shoppers that is planned for: the smaller variant gets its planned units within the run. */
const planned = 0.9;
const author = 'weir simulate';

/** An experiment on a running server, from draft to its end. */
export class Trial {
  constructor(
    private readonly flags: ServerFlags,
    readonly options: TrialOptions,
  ) {}

  /** Writes the draft and starts it. */
  async start(): Promise<void> {
    await callServer(this.flags, 'createExperiment', { definition: definitionOf(this.options), author });
    await this.become('start', 'simulated shoppers are coming');
  }

  async results(): Promise<GetResultsResponse> {
    return callServer(this.flags, 'getResults', {
      key: this.options.key,
      triggered: false,
      keep_bots: false,
      keep_outliers: false,
      currency: '',
      rates: {},
    });
  }

  /** Everybody gets the base Plan again. */
  async stop(reason: string): Promise<void> {
    await this.become('stop', reason);
  }

  private async become(action: 'start' | 'stop', reason: string): Promise<void> {
    await callServer(this.flags, 'transitionExperiment', {
      key: this.options.key,
      action,
      version: 0,
      author,
      reason,
    });
  }
}

/** Whether a recommendation ends an experiment. */
export function isDecision({ action }: Recommendation): boolean {
  return action !== 'keep_running' && action !== 'none';
}

function definitionOf({
  key,
  kind,
  shoppers,
  control = wordsAlone,
  treatment = {},
}: TrialOptions): Record<string, unknown> {
  const variants = kind === 'ab' ? { control, treatment } : { control: {}, treatment: {} };
  return {
    key,
    hypothesis:
      kind === 'ab'
        ? 'with the Plan of the treatment shoppers find more of what they want'
        : 'none: both variants are the same',
    owner: author,
    variants: Object.entries(variants).map(([variant, plan]) => ({
      key: variant,
      weight: 0.5,
      plan,
    })),
    metrics: {
      primary: 'ctr',
      secondary: ['conversion', 'revenue_per_shopper', 'add_to_cart_rate', 'mrr_of_clicks'],
    },
    minimum_detectable_effect: 0.05,
    planned_sample_size: Math.max(1, Math.floor(planned * shoppers)),
  };
}
