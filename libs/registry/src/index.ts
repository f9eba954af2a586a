export { manifestSchema } from './manifest.js';
export type { BlendManifest, CrossEncoderManifest, EncoderManifest, Manifest, RankerManifest } from './manifest.js';
export { openRegistry, shippedModels } from './registry.js';
export type { LoadedModel, ModelKind, Registry, RegistryEntry } from './registry.js';
export { RegistryError } from './registry-error.js';
export type { RegistryErrorCode } from './registry-error.js';
export { ModelSlot } from './model-slot.js';
export type { Closable, Lease } from './model-slot.js';
