export { weirConfiguration } from './configuration.js';
export type { RetrievalSettings } from './configuration.js';
export { openSearchOptions } from './open-open-search.js';
export { ModelShelf } from './model-shelf.js';
export { openEngine } from './open-engine.js';
export { resolvePlan } from './plan-in-force.js';
export { connectStages } from './remote/stages.js';
export type { RemoteStages, StageAddresses } from './remote/stages.js';
export type { Engine, EngineFault, EngineOptions, OpeningStep, ServedModel } from './engine.js';
