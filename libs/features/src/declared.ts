import { behaviourFeatures } from './declarations/behaviour.js';
import { brandAndCategoryFeatures } from './declarations/brand-category.js';
import { matchFeatures } from './declarations/match.js';
import { negationFeatures } from './declarations/negation.js';
import { numberFeatures } from './declarations/number.js';
import { phraseFeatures } from './declarations/phrase.js';
import { popularityFeatures } from './declarations/popularity.js';
import { priceFeatures } from './declarations/price.js';
import { queryFeatures } from './declarations/query.js';
import { retrievalFeatures } from './declarations/retrieval.js';
import type { Feature } from './feature.js';

/** Every feature, in the order of the documentation and of an export that names none. */
export const declaredFeatures: readonly Feature[] = [
  ...queryFeatures,
  ...retrievalFeatures,
  ...matchFeatures,
  ...phraseFeatures,
  ...numberFeatures,
  ...negationFeatures,
  ...brandAndCategoryFeatures,
  ...priceFeatures,
  ...popularityFeatures,
  ...behaviourFeatures,
];
