export { weirConfiguration } from './configuration.js';
export { openEngine } from './open-engine.js';
export type { Engine, EngineFault, EngineOptions, OpeningStep } from './engine.js';
