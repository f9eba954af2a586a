import type { EventAttributes } from './stored-event.js';

/** Attribute of a `search` event: what the request came with, as JSON text. */
export const requestAttributes = 'request_attributes';

/** Units that searched in a span of time. */
export interface AudienceQuery {
  /** ms since the Unix epoch. */
  readonly from: number;
  /** Searches at or after this time do not count, ms since the Unix epoch. */
  readonly until: number;
  readonly unit: 'shopper' | 'session';
}

/** Units by what their last search came with. Robots are left out. */
export interface Audience {
  /** When the first of them searched, ms since the Unix epoch; undefined where nobody did. */
  readonly first: number | undefined;
  /** The largest first, at most 20,000. */
  readonly groups: readonly { readonly attributes: EventAttributes; readonly units: number }[];
}

/** One phase of an experiment. */
export interface ExposedPhase {
  readonly experiment: string;
  readonly phase: number;
}
