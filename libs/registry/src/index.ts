export { manifestSchema } from './manifest.js';
export type { BlendManifest, CrossEncoderManifest, EncoderManifest, Manifest, RankerManifest } from './manifest.js';
export { openRegistry, shippedModels } from './registry.js';
export type { LoadedModel, ModelKind, Registry, RegistryEntry } from './registry.js';
export { RegistryError } from './registry-error.js';
export type { RegistryErrorCode } from './registry-error.js';
export { ModelSlot } from './model-slot.js';
export type { Closable, Lease } from './model-slot.js';
export { promote, rollBack } from './promotion.js';
export type { Motive } from './promotion.js';
export { parseReference } from './reference.js';
export type { NamedState, Reference } from './reference.js';
export { promotionStates, stateOf } from './states.js';
export type { PromotionState, StateChange, States } from './states.js';
export { compareVersions, isSameVersion, versionPattern } from './version.js';
export { watchStates } from './watch-states.js';
export type { WatchOptions } from './watch-states.js';
export type { CallTimes, ServingModels } from './service/model-parts.js';

/** The service's controllers and module, loaded only by the processes that serve it. */
export const loadModelService = () => import('./service/index.js');
