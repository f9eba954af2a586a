import { parseReference } from '../reference.js';
import type { StateChange } from '../states.js';
import type { Place } from './model-parts.js';

/** What a change of a state means for shoppers. */
export interface Effect {
  readonly effect: string;
  /** Whether the next search gets the version. */
  readonly served: boolean;
}

/** In words, with what to do where it reaches nobody. */
export function effectOf(name: string, { version, to }: StateChange, places: readonly Place[]): Effect {
  const reference = `${name}@${version}`;
  const state = `${name}@${to}`;
  const following = places.filter(({ named }) => named === state);
  const refused = following.find((place) => place.refused?.reference === reference);
  if (refused !== undefined) {
    const cause = refused.refused?.cause ?? '';
    const effect = `${reference} is not served: ${cause}. ${refused.serving} answers searches as before; the other is tried again every 30 seconds.`;
    return { effect, served: false };
  }
  const serving = following.filter((place) => place.serving === reference);
  if (serving.length > 0) return { effect: `The next search gets ${reference} (${settings(serving)}).`, served: true };
  if (to === 'candidate') return { effect: `${reference} is a candidate again.`, served: false };
  return { effect: to === 'shadow' ? ofShadow(name) : nothingChanges(name, places), served: false };
}

function ofShadow(name: string): string {
  return `Shoppers do not see a shadow. Begin a comparison of ${name}@champion and ${name}@shadow to see what it would change.`;
}

function nothingChanges(name: string, places: readonly Place[]): string {
  const fixed = places.filter(({ named }) => parseReference(named).name === name);
  if (fixed.length === 0) {
    return `Nothing changes for shoppers: no place of the Plan names ${name}. A Plan that names ${name}@champion follows promotions.`;
  }
  const named = fixed.map((place) => `plan.${place.setting} names ${place.named}`).join(', ');
  return `Nothing changes for shoppers: ${named}. Put ${name}@champion there, and it follows promotions from then on.`;
}

function settings(places: readonly Place[]): string {
  return places.map(({ setting }) => `plan.${setting}`).join(', ');
}
