import type { Message } from '../../../api/client';

/** A partial Plan. */
export type Overlay = Readonly<Record<string, unknown>>;

export interface Variant {
  readonly key: string;
  readonly name?: string;
  readonly weight: number;
  readonly plan: Overlay;
}

export interface Guardrail {
  readonly metric: string;
  readonly margin: number;
}

/** A metric as data; see docs/statistics.md. */
export interface Metric {
  readonly key: string;
  readonly kind: string;
  readonly better: string;
  readonly numerator?: { readonly aggregate: string; readonly action: string; readonly field?: string };
}

/** What a person writes of an experiment, as far as the console edits it; the rest goes back as it came. */
export interface Definition extends Readonly<Record<string, unknown>> {
  readonly key: string;
  readonly name: string;
  readonly hypothesis: string;
  readonly owner: string;
  readonly kind: 'ab' | 'interleaving';
  readonly unit: 'shopper' | 'session';
  readonly coverage: number;
  readonly variants: readonly Variant[];
  readonly allocation: Readonly<Record<string, unknown>> | null;
  readonly targeting: Readonly<Record<string, unknown>>;
  readonly metrics: {
    readonly primary: string;
    readonly secondary: readonly string[];
    readonly guardrails: readonly Guardrail[];
    readonly custom: readonly Metric[];
  };
  readonly minimum_detectable_effect: number | null;
  readonly planned_sample_size: number | null;
}

/** The server fills every default in, so that all fields are there. */
export function definitionOf(experiment: Message<'Experiment'>): Definition {
  return experiment.definition as unknown as Definition;
}

/** A draft to begin with. */
export const emptyDraft: Definition = {
  key: '',
  name: '',
  hypothesis: '',
  owner: '',
  kind: 'ab',
  unit: 'shopper',
  coverage: 1,
  variants: [
    { key: 'control', weight: 0.5, plan: {} },
    { key: 'treatment', weight: 0.5, plan: {} },
  ],
  allocation: null,
  targeting: {},
  metrics: { primary: 'ctr', secondary: [], guardrails: [], custom: [] },
  minimum_detectable_effect: 0.05,
  planned_sample_size: null,
};

/** An experiment that shows at once what one is. */
export const exampleDraft: Definition = {
  ...emptyDraft,
  key: 'example-words-only',
  name: 'Words only against the whole cascade',
  hypothesis: 'Without vectors and models shoppers find less: the whole cascade earns its milliseconds.',
  owner: 'example',
  variants: [
    { key: 'control', weight: 0.5, plan: {} },
    {
      key: 'words-only',
      weight: 0.5,
      plan: { retrieval: { mode: 'bm25' }, ranker: { model: null }, reranker: { model: null } },
    },
  ],
  metrics: {
    primary: 'ctr',
    secondary: ['conversion', 'revenue_per_shopper'],
    guardrails: [{ metric: 'zero_click_rate', margin: 0.05 }],
    custom: [],
  },
};
