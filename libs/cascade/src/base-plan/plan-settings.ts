import type { PartialPlan, Plan } from '../plan.js';

/** Where a setting of the base Plan comes from. */
export type SettingSource = 'default' | 'configuration' | 'override';

/** Every setting of a whole Plan by its dotted path, with where it comes from. */
export function settingsOf(
  plan: Plan,
  { configured, overrides }: { readonly configured: PartialPlan; readonly overrides: PartialPlan },
): readonly { readonly path: string; readonly source: SettingSource }[] {
  const given = new Set(planPaths(configured));
  const overridden = new Set(planPaths(overrides));
  return planPaths(plan).map((path) => ({
    path,
    source: overridden.has(path) ? 'override' : given.has(path) ? 'configuration' : 'default',
  }));
}

/** Dotted paths of what a Plan, or a part of one, names. */
export function planPaths(plan: PartialPlan): readonly string[] {
  return leaves(plan, '');
}

function leaves(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return path === '' ? [] : [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, path === '' ? name : `${path}.${name}`));
}
