import type { ProductState } from '@weir/catalogue';
import type { QueryStatistics } from '@weir/retrieval';
import type { QueryProfile } from './query-profile.js';
import type { Role } from './roles.js';

/** A query and the candidates that it is matched against. */
export interface MatchInput {
  readonly profile: QueryProfile;
  readonly statistics: QueryStatistics;
  readonly fields: Readonly<Record<Role, readonly number[]>>;
  readonly states: readonly (ProductState | undefined)[];
}

/** Fields of one role, with the column of its tokens. */
export interface RoleText {
  readonly fields: readonly number[];
  readonly length: Float64Array;
}
