import type { CandidateList } from './candidate-list.js';

/** What a feature is about, in the order of the documentation. */
export const featureGroups = [
  'query',
  'retrieval',
  'match',
  'phrase',
  'number',
  'negation',
  'brand and category',
  'price',
  'popularity',
  'behaviour',
] as const;
export type FeatureGroup = (typeof featureGroups)[number];

/**
 * One declared feature: serving and the training export call the same `value`. Features speak of roles (title, text,
 * brand, category, attributes), never of one catalogue's field names, so that a model works on another catalogue.
 */
export interface Feature {
  /** Lower case with underscores; a model's columns name it, so it is never given another meaning. */
  readonly name: string;
  readonly group: FeatureGroup;
  /** What it says, for a person. */
  readonly meaning: string;
  readonly unit: string;
  /** Whether a larger value can only make a product better (1) or worse (-1), all else equal: a hint for training. */
  readonly monotone?: 1 | -1;
  /** The feature over one list: a column with one value a candidate, or the number that is the same for all. NaN where it is not known, never 0 for that. */
  readonly values: (list: CandidateList) => Float64Array | number;
}
