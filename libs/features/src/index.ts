export type { CompiledFeatures } from './compile.js';
export { compileFeatures, UnknownFeatureError } from './compile.js';
export { declaredFeatures } from './declared.js';
export type { Feature, FeatureGroup } from './feature.js';
export type { Behaviour, FeatureInput } from './feature-input.js';
export { readsBehaviour } from './reads-behaviour.js';
export { featuresDocument } from './document.js';
