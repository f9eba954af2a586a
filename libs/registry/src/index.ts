export { manifestSchema } from './manifest.js';
export type { BlendManifest, CrossEncoderManifest, EncoderManifest, Manifest, RankerManifest } from './manifest.js';
