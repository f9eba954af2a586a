import type { RateLimit } from '@weir/cache';
import type { Role } from './roles.js';

/** Who calls, as the gate sees them. */
export interface Caller {
  readonly roles: ReadonlySet<Role>;
  /** How often they may. */
  readonly limit?: { readonly key: string; readonly rate: RateLimit };
}
