import type { Role } from './roles.js';

/** What somebody is to the console. */
export type ConsoleRole = 'viewer' | 'editor' | 'admin';

/** What each may do. */
export const rolesOf: Readonly<Record<ConsoleRole, readonly Role[]>> = {
  viewer: ['search', 'read'],
  editor: ['search', 'read', 'edit'],
  admin: ['admin'],
};

/** What somebody with these roles is to the console; undefined where it is of no use to them. */
export function consoleRoleOf(roles: ReadonlySet<Role>): ConsoleRole | undefined {
  if (roles.has('admin')) return 'admin';
  if (!roles.has('read')) return undefined;
  return roles.has('edit') ? 'editor' : 'viewer';
}
