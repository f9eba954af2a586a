import type { SearchContext } from './cascade.js';
import { Deadline } from './deadline.js';
import { planFingerprint } from './effective-plan.js';
import { layPlan } from './lay-plan.js';
import { type FieldViolation, invalidRequest } from './error.js';
import { fingerprint } from './fingerprint.js';
import type { MatchedRules } from '@weir/merchandising';
import { type PagePosition, readPageToken } from './page-token.js';
import type { Assignment, CascadeParts, InterleavedPlan } from './parts.js';
import type { Plan } from './plan.js';
import { laidRules, matchRules } from './match-rules.js';
import { SearchRun } from './run.js';
import { traced } from './tracer.js';
import type { SearchRequest } from './search.js';
import { canonicalQuery, findViolations, limits } from './validate.js';

/** A request that was found good, with its Plan, its deadline running. */
export interface PreparedSearch {
  /** Its query is canonical. */
  readonly request: SearchRequest;
  readonly context: SearchContext;
  readonly plan: Plan;
  readonly variants: Assignment['variants'];
  /** The merchandising rules that act on it. */
  readonly rules: MatchedRules;
  /** The page is to be made of this ranking too. A tool's never is. */
  readonly interleaved?: InterleavedPlan;
  readonly run: SearchRun;
  readonly pageSize: number;
  /** Absent for the first page. */
  readonly position?: PagePosition | undefined;
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
export function prepare(parts: CascadeParts, given: SearchRequest, context: SearchContext): Promise<PreparedSearch> {
  return traced(parts, 'assign', () => prepared(parts, given, context));
}

async function prepared(parts: CascadeParts, given: SearchRequest, context: SearchContext): Promise<PreparedSearch> {
  const startedAt = parts.time.now();
  const violations = [...findViolations(given, parts.retriever)];
  const request = { ...given, query: canonicalQuery(given.query) };
  const requestFingerprint = fingerprint(identityOf(request));

  const { assignment, error } = await assign(parts, request);
  const plan = await overrideOf(parts, request, assignment.plan, violations);
  const laid = laidRules(request, parts.retriever, violations);
  const position = positionOf(parts, request, requestFingerprint, violations);
  if (violations.length > 0) throw invalidRequest(violations);

  const allowedMs = context.unhurried === true ? Infinity : Math.min(plan.deadline_ms, request.deadlineMs ?? Infinity);
  const run = new SearchRun(
    parts,
    startedAt,
    new Deadline(parts.time, startedAt + allowedMs - (context.waitedMs ?? 0), context.signal),
    context.signal,
  );
  const rules = matchRules(parts, { request, context, laid }, plan);
  run.timings.push({ stage: 'assign', ms: run.tookMs(), candidatesIn: 0, candidatesOut: 0, ...run.left() });
  for (const key of rules.failed) run.degrade('compose', 'failed', `the rule ${key} failed: it was left out`);
  if (error !== undefined) run.degrade('assign', 'failed', 'it failed: the base Plan is in force', error);

  const isTool = request.plan !== undefined || laid !== undefined || context.only !== undefined;
  return {
    request,
    context,
    plan,
    variants: assignment.variants,
    rules,
    run,
    pageSize: context.depth ?? request.pageSize ?? plan.page.size,
    ...(position && { position }),
    requestFingerprint,
    isTool,
    listFingerprint: listFingerprintOf(request, plan, rules),
    cacheable: !isTool && context.cache !== false && request.explain !== true && plan.page.cache_ttl_ms > 0,
    ...(!isTool && assignment.interleaved !== undefined && { interleaved: assignment.interleaved }),
  };
}

/** Names a list by all that it depends on, but for the catalogue. */
export function listFingerprintOf(
  { query, filters, facets, sort }: SearchRequest,
  plan: Plan,
  rules: MatchedRules,
): string {
  return fingerprint([query, filters, facets, sort, planFingerprint(plan), rules.fingerprint]);
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
function identityOf(request: SearchRequest): unknown {
  const { query, shopperId, attributes, filters, facets, sort, plan, rules } = request;
  return [query, shopperId, attributes, filters, facets, sort, plan, rules];
}

async function overrideOf(
  parts: CascadeParts,
  request: SearchRequest,
  base: Plan,
  violations: FieldViolation[],
): Promise<Plan> {
  if (request.plan === undefined) return base;
  const laid = await layPlan(parts.models, base, { partial: request.plan });
  violations.push(...(laid.violations ?? []));
  return laid.plan ?? base;
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
