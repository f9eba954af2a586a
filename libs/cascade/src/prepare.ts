import { blendMisfit } from './blend.js';
import type { SearchContext } from './cascade.js';
import { Deadline } from './deadline.js';
import { overlayPlan, planFingerprint } from './effective-plan.js';
import { type FieldViolation, invalidRequest } from './error.js';
import { fingerprint } from './fingerprint.js';
import { type PagePosition, readPageToken } from './page-token.js';
import type { Assignment, CascadeParts } from './parts.js';
import type { Plan } from './plan.js';
import { modelsOf, withModels } from './plan-models.js';
import { SearchRun } from './run.js';
import type { SearchRequest } from './search.js';
import { canonicalQuery, findViolations, limits } from './validate.js';

/** A request that was found good, with its Plan, its deadline running. */
export interface PreparedSearch {
  /** Its query is canonical. */
  readonly request: SearchRequest;
  readonly context: SearchContext;
  readonly plan: Plan;
  readonly variants: Assignment['variants'];
  readonly run: SearchRun;
  readonly pageSize: number;
  /** Absent for the first page. */
  readonly position?: PagePosition;
  /** Of all that a page token must find again. */
  readonly requestFingerprint: string;
  /** Of all that the ordered list depends on, but for the catalogue. */
  readonly listFingerprint: string;
  /** The list may be read from and kept in the page cache. */
  readonly cacheable: boolean;
  /** A tool's search, with a Plan or candidates of its own: no shopper sees it. */
  readonly isTool: boolean;
}

/** Checks a request and lays its Plan out: the stage `assign`. Throws `CascadeError` INVALID_ARGUMENT with every bad field. */
export async function prepare(
  parts: CascadeParts,
  given: SearchRequest,
  context: SearchContext,
): Promise<PreparedSearch> {
  const startedAt = parts.time.now();
  const violations = [...findViolations(given, parts.retriever.filterable())];
  const request = { ...given, query: canonicalQuery(given.query) };
  const requestFingerprint = fingerprint(identityOf(request));

  const { assignment, error } = await assign(parts, request);
  const plan = await overrideOf(parts, request, assignment.plan, violations);
  const position = positionOf(parts, request, requestFingerprint, violations);
  if (violations.length > 0) throw invalidRequest(violations);

  const allowedMs = context.unhurried === true ? Infinity : Math.min(plan.deadline_ms, request.deadlineMs ?? Infinity);
  const run = new SearchRun(
    parts,
    startedAt,
    new Deadline(parts.time, startedAt + allowedMs, context.signal),
    context.signal,
  );
  run.timings.push({ stage: 'assign', ms: run.tookMs(), candidatesIn: 0, candidatesOut: 0 });
  if (error !== undefined) run.degrade('assign', 'failed', 'it failed: the base Plan is in force', error);

  const isTool = request.plan !== undefined || context.only !== undefined;
  return {
    request,
    context,
    plan,
    variants: assignment.variants,
    run,
    pageSize: context.depth ?? request.pageSize ?? plan.page.size,
    ...(position && { position }),
    requestFingerprint,
    isTool,
    listFingerprint: fingerprint([request.query, request.filters, request.facets, request.sort, planFingerprint(plan)]),
    cacheable: !isTool && context.cache !== false && request.explain !== true && plan.page.cache_ttl_ms > 0,
  };
}

async function assign(
  parts: CascadeParts,
  request: SearchRequest,
): Promise<{ assignment: Assignment; error?: unknown }> {
  const base = parts.plan();
  try {
    return { assignment: (await parts.assigner?.assign(request, base)) ?? { plan: base, variants: [] } };
  } catch (error) {
    return { assignment: { plan: base, variants: [] }, error };
  }
}

/** Everything that must be the same on every page of one list. */
function identityOf({ query, shopperId, attributes, filters, facets, sort, plan }: SearchRequest): unknown {
  return [query, shopperId, attributes, filters, facets, sort, plan];
}

async function overrideOf(
  parts: CascadeParts,
  request: SearchRequest,
  base: Plan,
  violations: FieldViolation[],
): Promise<Plan> {
  if (request.plan === undefined) return base;
  const laid = overlayPlan(base, request.plan);
  if (laid.violations !== undefined) {
    violations.push(...laid.violations);
    return base;
  }
  const plan = await resolved(parts, laid.plan);
  violations.push(...(await modelViolations(parts, plan)));
  return plan;
}

/** The Plan with each model by its version, so that what is computed with it is named after what it was computed with. */
async function resolved({ models }: CascadeParts, plan: Plan): Promise<Plan> {
  const named = [...modelsOf(plan)];
  return withModels(
    plan,
    new Map(await Promise.all(named.map(async ([setting, name]) => [setting, await models.resolve(name)] as const))),
  );
}

async function modelViolations({ models }: CascadeParts, plan: Plan): Promise<FieldViolation[]> {
  const violations: FieldViolation[] = [];
  const used = modelsOf(plan);
  for (const [setting, reference] of used) {
    const refusal = await models.refusal(setting, reference);
    if (refusal !== undefined) violations.push({ field: `plan.${setting}`, description: refusal });
  }
  const [model, blend] = [used.get('reranker.model'), used.get('reranker.blend')];
  if (violations.length > 0 || model === undefined || blend === undefined) return violations;
  const ranker = used.get('ranker.model');
  // A ranker that cannot be loaded is for its own stage to report.
  const loaded = ranker === undefined ? undefined : await models.ranker(ranker).catch(() => undefined);
  const misfit = blendMisfit(await models.blend(blend), model, loaded);
  if (misfit !== undefined) {
    violations.push({ field: 'plan.reranker.blend', description: `${blend} ${misfit}: name another, or null` });
  }
  return violations;
}

function positionOf(
  parts: CascadeParts,
  request: SearchRequest,
  requestFingerprint: string,
  violations: FieldViolation[],
): PagePosition | undefined {
  const { pageToken } = request;
  if (pageToken === undefined || pageToken === '') return undefined;
  const position = pageToken.length > limits.tokenCharacters ? undefined : readPageToken(pageToken, parts.tokenSecret);
  if (position?.request === requestFingerprint) return position;
  const description =
    position === undefined
      ? 'is not a token that an answer gave; ask for the first page without one'
      : 'belongs to another request: every field but page_size must be as in the request whose answer gave it';
  violations.push({ field: 'page_token', description });
  return undefined;
}
