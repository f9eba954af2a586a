export { behaviourOf, behaviourShape } from './behaviour.js';
export type { CacheObserver, SharedCacheOptions } from './caches.js';
export { weirConfiguration } from './configuration.js';
export { openEngine } from './open-engine.js';
export type { Engine, EngineFault, EngineOptions, OpeningStep, ServedModel } from './engine.js';
export { sharedCacheOptions } from './shared-cache-options.js';
