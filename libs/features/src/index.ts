export type { Behaviour, FeatureInput } from './feature.js';
