import { RegistryError } from './registry-error.js';
import { type PromotionState, promotionStates } from './states.js';

/** States that a reference may name instead of a version: each has one version at most. */
export type NamedState = Exclude<PromotionState, 'candidate'>;

/** A reference in its parts: `name@version`, or `name@champion` and the like. */
export interface Reference {
  readonly name: string;
  /** What follows the @. */
  readonly version: string;
  /** Where that is a state. */
  readonly state?: NamedState;
}

/** Throws `RegistryError` `unknown` for what has no @. */
export function parseReference(reference: string): Reference {
  const at = reference.indexOf('@');
  if (at < 1) throw new RegistryError('unknown', `${reference}: name a model as name@version or name@champion`);
  const [name, version] = [reference.slice(0, at), reference.slice(at + 1)];
  const state = promotionStates.find((each) => each === version);
  return { name, version, ...(state !== undefined && state !== 'candidate' && { state }) };
}
