import type { PartialPlan, Plan } from './plan.js';

/**
 * The least partial Plan that `overlayPlan` lays over `base` to give `plan`. A fusion of another method is named whole.
 * A boost that only `base` has cannot be taken back by a partial Plan and is left out.
 */
export function planDifference(plan: Plan, base: Plan): PartialPlan {
  return difference(plan, base) ?? {};
}

/** Undefined where there is none. */
function difference(value: unknown, base: unknown): unknown {
  if (!isObject(value) || !isObject(base)) return value === base ? undefined : value;
  if (value['method'] !== base['method']) return value;
  const differing = Object.entries(value).flatMap(([key, member]) => {
    const inner = difference(member, base[key]);
    return inner === undefined ? [] : [[key, inner] as const];
  });
  return differing.length === 0 ? undefined : Object.fromEntries(differing);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
