import { blendMisfit } from './blend.js';
import { overlayPlan, type PlanResult } from './effective-plan.js';
import type { FieldViolation } from './error.js';
import type { Models } from './parts.js';
import type { PartialPlan, Plan } from './plan.js';
import { modelsOf, withModels } from './plan-models.js';

/** A partial Plan, and where it stands in the request. */
export interface LaidPlan {
  readonly partial: PartialPlan;
  /** @defaultValue `plan` */
  readonly path?: string;
}

/** Lays a partial Plan over a whole one: every model by its version, or every reason why there is no such Plan. */
export async function layPlan(models: Models, base: Plan, { partial, path = 'plan' }: LaidPlan): Promise<PlanResult> {
  const laid = overlayPlan(base, partial, path);
  if (laid.violations !== undefined) return laid;
  const plan = await resolved(models, laid.plan);
  const violations = await modelViolations(models, plan, path);
  return violations.length > 0 ? { violations } : { plan };
}

/** The Plan with each model by its version, so that what is computed with it is named after what it was computed with. */
async function resolved(models: Models, plan: Plan): Promise<Plan> {
  const named = [...modelsOf(plan)];
  return withModels(
    plan,
    new Map(await Promise.all(named.map(async ([setting, name]) => [setting, await models.resolve(name)] as const))),
  );
}

async function modelViolations(models: Models, plan: Plan, path: string): Promise<FieldViolation[]> {
  const violations: FieldViolation[] = [];
  const used = modelsOf(plan);
  for (const [setting, reference] of used) {
    const refusal = await models.refusal(setting, reference);
    if (refusal !== undefined) violations.push({ field: `${path}.${setting}`, description: refusal });
  }
  const [model, blend] = [used.get('reranker.model'), used.get('reranker.blend')];
  if (violations.length > 0 || model === undefined || blend === undefined) return violations;
  const ranker = used.get('ranker.model');
  // A ranker that cannot be loaded is for its own stage to report.
  const loaded = ranker === undefined ? undefined : await models.ranker(ranker).catch(() => undefined);
  const misfit = blendMisfit(await models.blend(blend), model, loaded);
  if (misfit !== undefined) {
    violations.push({ field: `${path}.reranker.blend`, description: `${blend} ${misfit}: name another, or null` });
  }
  return violations;
}
