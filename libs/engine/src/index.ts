export { weirConfiguration } from './configuration.js';
export type { RetrievalSettings } from './configuration.js';
export { openEngine } from './open-engine.js';
export type { Engine, EngineFault, EngineOptions, OpeningStep, ServedModel } from './engine.js';
