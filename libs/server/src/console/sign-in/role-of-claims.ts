import type { ConsoleRole } from '../../access/console-role.js';

export interface RoleMapping {
  /** Path to the claim, keys joined by dots; a claim whose own name has dots is found too. */
  readonly claim: string;
  /** What its values may do. */
  readonly roles: Readonly<Record<string, ConsoleRole>>;
  /** For those of whom the claim tells nothing; undefined: they are not let in. */
  readonly otherwise: ConsoleRole | undefined;
}

const least: readonly ConsoleRole[] = ['viewer', 'editor', 'admin'];

/** What the provider's claims let somebody do: the most that any value of the claim does. */
export function roleOfClaims(claims: Readonly<Record<string, unknown>>, mapping: RoleMapping): ConsoleRole | undefined {
  const value = claims[mapping.claim] ?? at(claims, mapping.claim.split('.'));
  const values = (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === 'string');
  const found = values.flatMap((each) => (Object.hasOwn(mapping.roles, each) ? [mapping.roles[each]!] : []));
  return least.findLast((role) => found.includes(role)) ?? mapping.otherwise;
}

function at(claims: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return claims;
  if (typeof claims !== 'object' || claims === null || !Object.hasOwn(claims, key)) return undefined;
  return at((claims as Record<string, unknown>)[key], rest);
}
