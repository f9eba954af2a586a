import type { Engine, EngineOptions } from './engine.js';

/** Opens the embedded default. Rejects with a message that says what to do, e.g. when a model is missing or the folder has another owner. */
export function openEngine(options: EngineOptions): Promise<Engine> {
  return Promise.reject(new Error(`The engine at ${options.dataDir ?? 'memory'} is not assembled yet.`));
}
