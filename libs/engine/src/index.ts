export { weirConfiguration } from './configuration.js';
export type { RetrievalSettings } from './configuration.js';
export { openSearchOptions } from './open-open-search.js';
export { openEngine } from './open-engine.js';
export type { Engine, EngineFault, EngineOptions, OpeningStep, ServedModel } from './engine.js';
