import type { z } from 'zod';
import type { FieldViolation } from './error.js';
import { fingerprint } from './fingerprint.js';
import { type PartialPlan, type Plan, planSchema } from './plan.js';

/** A Plan, or every reason why there is none. */
export type PlanResult =
  | { readonly plan: Plan; readonly violations?: never }
  | { readonly plan?: never; readonly violations: readonly FieldViolation[] };

/**
 * Lays a partial Plan over a whole one: objects member by member, anything else replaced. A fusion with another method
 * replaces the whole fusion, whose members mean something else then. `path` is where the partial Plan stands in the request.
 */
export function overlayPlan(base: Plan, partial: PartialPlan, path = 'plan'): PlanResult {
  const parsed = planSchema.safeParse(overlay(base, partial));
  if (!parsed.success) return { violations: parsed.error.issues.flatMap((issue) => violationsOf(issue, path)) };
  const plan = parsed.data;
  if (plan.retrieval.mode === 'dense' && plan.retrieval.encoder === null) {
    return { violations: [{ field: `${path}.retrieval.encoder`, description: 'mode dense needs an encoder' }] };
  }
  return { plan };
}

/** What two partial Plans come to, one laid over the other. */
export function mergePlans(under: PartialPlan, over: PartialPlan): PartialPlan {
  return overlay(under, over) as PartialPlan;
}

const fingerprints = new WeakMap<Plan, string>();

/** The same for equal Plans; computed once a Plan object. */
export function planFingerprint(plan: Plan): string {
  let known = fingerprints.get(plan);
  if (known === undefined) {
    known = fingerprint(plan);
    fingerprints.set(plan, known);
  }
  return known;
}

function overlay(base: unknown, partial: unknown): unknown {
  if (partial === undefined) return base;
  if (!isObject(base) || !isObject(partial)) return partial;
  if ('method' in partial && partial['method'] !== base['method']) return partial;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, member] of Object.entries(partial)) merged[key] = overlay(base[key], member);
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function violationsOf(issue: z.core.$ZodIssue, path: string): readonly FieldViolation[] {
  const field = [path, ...issue.path.map(String)].join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field, description: issue.message }];
  return issue.keys.map((key) => ({ field: `${field}.${key}`, description: 'there is no such setting' }));
}
