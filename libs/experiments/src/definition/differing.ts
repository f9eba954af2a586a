import type { Experiment } from './experiment.js';

/** What the variants of an experiment differ in. */
export interface Differing {
  /** Parts of the Plan, e.g. `reranker`. */
  readonly parts: readonly string[];
  /** Nothing of the Plan differs and a variant has a value: a search shows nothing of it, whoever asks for the flag does. */
  readonly isFlag: boolean;
}

/** Which parts of the Plan differ between the variants, as they are written. */
export function differing({ variants }: Pick<Experiment, 'variants'>): Differing {
  const named = new Set(variants.flatMap(({ plan }) => Object.keys(plan)));
  const parts = [...named].filter((part) => new Set(variants.map(({ plan }) => canonical(plan[part]))).size > 1);
  return { parts, isFlag: parts.length === 0 && variants.some(({ value }) => value !== undefined) };
}

/** The same text for equal values, whatever the order of their members. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
