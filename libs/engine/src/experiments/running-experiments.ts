import {
  type AppliedVariant,
  type Assigner,
  type Assignment,
  layPlan,
  type Models,
  type PartialPlan,
  type Plan,
} from '@weir/cascade';
import type { SearchRequest } from '@weir/cascade';
import {
  assign,
  type AssignmentRequest,
  type AssignmentResult,
  compileExperiments,
  differing,
  type Differing,
  type Experiment,
  type GlobalHoldout,
  type PlanOverlay,
  type StickyAssignments,
} from '@weir/experiments';

/** How long a laid Plan may be used before the models that it names by state are looked up again, ms. */
const freshMs = 5000;
/** Combinations of variants that are kept laid out. */
const mostPlans = 1000;

export interface RunningParts {
  readonly models: Models;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
  /** What units keep when weights change. */
  readonly sticky: StickyAssignments;
}

/** What the variants of an experiment differ in, for those who see it. */
interface Difference extends Differing, Pick<Experiment, 'unit'> {
  readonly rules?: readonly string[];
}

interface LaidPlan {
  readonly plan: Promise<Plan>;
  /** The same once it is there: most searches wait for nothing. */
  settled?: Plan;
  laidAt: number;
}

/**
 * The experiments that run in this process: who gets what is computed here, in microseconds; the Plans that follow are
 * laid out once a combination of variants.
 */
export class RunningExperiments implements Assigner {
  private experiments: readonly Experiment[] = [];
  private compiled = compileExperiments([]);
  private differences = new Map<string, Difference>();
  private plans = new Map<string, LaidPlan>();
  private base: Plan | undefined;
  private isSticky = false;

  constructor(private readonly parts: RunningParts) {}

  /** From the next request on, these are the experiments. */
  replace(experiments: readonly Experiment[], holdout: GlobalHoldout | null): void {
    this.experiments = experiments;
    this.compiled = compileExperiments(experiments, holdout);
    this.isSticky = this.compiled.experiments.some(({ sticky }) => sticky !== undefined);
    this.differences = new Map(experiments.map((each) => [each.key, differenceOf(each)]));
    this.plans = new Map();
  }

  /** As they were given last. */
  all(): readonly Experiment[] {
    return this.experiments;
  }

  /** Which variant of each experiment a request gets, and why. Shows nothing and counts nothing. */
  evaluate(request: Omit<AssignmentRequest, 'now' | 'sticky'>): AssignmentResult {
    return assign(this.compiled, { ...request, now: this.parts.now(), sticky: this.parts.sticky.lookup });
  }

  /** The same, and what units are to keep is looked up before and kept after. */
  async evaluateAndKeep(request: Omit<AssignmentRequest, 'now' | 'sticky'>): Promise<AssignmentResult> {
    if (this.isSticky) await this.parts.sticky.prepare([request.shopperId ?? '', request.sessionId ?? '']);
    const result = this.evaluate(request);
    if (this.isSticky) this.parts.sticky.keep(this.compiled, result.assignments);
    return result;
  }

  assign({ shopperId, sessionId, attributes }: SearchRequest, base: Plan): Assignment | Promise<Assignment> {
    if (this.compiled.experiments.length === 0) return { plan: base, variants: [] };
    const request = { shopperId, sessionId, attributes };
    if (!this.isSticky) return this.applied(this.evaluate(request), base);
    return this.evaluateAndKeep(request).then((result) => this.applied(result, base));
  }

  private applied(
    { assignments, overlays, interleaved }: AssignmentResult,
    base: Plan,
  ): Assignment | Promise<Assignment> {
    const variants = assignments.flatMap(({ experiment, variant, phase, batch, inExperiment }): AppliedVariant[] => {
      const differs = this.differences.get(experiment);
      if (variant === null || differs === undefined || differs.isFlag) return [];
      // The Plan's schema has seen to it that every part is one of a Plan.
      const parts = differs.parts as readonly (keyof Plan)[];
      return [
        {
          experiment,
          variant,
          phase,
          ...(batch !== undefined && { batch }),
          unit: differs.unit,
          differs: parts,
          counted: inExperiment,
          ...(experiment === interleaved?.experiment && { interleaved: true }),
          ...(differs.rules && { rules: differs.rules }),
        },
      ];
    });
    if (interleaved !== undefined) return this.interleaved({ overlays, interleaved }, base, variants);
    if (overlays.length === 0) return { plan: base, variants };
    const laid = this.planOf(base, overlays);
    return laid instanceof Promise ? laid.then((plan) => ({ plan, variants })) : { plan: laid, variants };
  }

  private async interleaved(
    { overlays, interleaved }: Required<Pick<AssignmentResult, 'overlays' | 'interleaved'>>,
    base: Plan,
    variants: Assignment['variants'],
  ): Promise<Assignment> {
    const { experiment, variants: pair } = interleaved;
    const [plan, challenger] = await Promise.all([
      this.planOf(base, overlays),
      this.planOf(base, interleaved.overlays),
    ]);
    return { plan, variants, interleaved: { experiment, variants: pair, plan: challenger } };
  }

  /** The Plan that overlays make of the base Plan. Rejects where a model of it is gone. */
  planOf(base: Plan, overlays: readonly PlanOverlay[]): Plan | Promise<Plan> {
    if (overlays.length === 0) return base;
    if (base !== this.base || this.plans.size > mostPlans) {
      this.base = base;
      this.plans = new Map();
    }
    const key = overlays.map(({ experiment, variant }) => `${experiment}\u0000${variant}`).join('\u0001');
    const known = this.plans.get(key);
    if (known === undefined) return this.lay(base, overlays, key).plan;
    if (known.settled !== undefined && this.parts.now() - known.laidAt > freshMs) this.freshen(key, overlays);
    return known.settled ?? known.plan;
  }

  private lay(base: Plan, overlays: readonly PlanOverlay[], key: string): LaidPlan {
    const plan = this.laid(base, overlays);
    const entry: LaidPlan = { plan, laidAt: this.parts.now() };
    const plans = this.plans;
    plans.set(key, entry);
    plan.then(
      (settled) => {
        entry.settled = settled;
      },
      // The search that waits for it tells the cause; the next one tries again.
      () => plans.delete(key),
    );
    return entry;
  }

  /** What is promoted meanwhile is served from the next request on; until then, and where it fails, the Plan of before. */
  private freshen(key: string, overlays: readonly PlanOverlay[]): void {
    const known = this.plans.get(key);
    const { base, plans } = this;
    if (known === undefined || base === undefined) return;
    known.laidAt = this.parts.now();
    this.laid(base, overlays).then(
      (plan) => {
        // The same object as long as it is the same Plan: its fingerprint is kept with it.
        if (plans.get(key) === known && JSON.stringify(plan) !== JSON.stringify(known.settled)) known.settled = plan;
      },
      () => undefined,
    );
  }

  private async laid(base: Plan, overlays: readonly PlanOverlay[]): Promise<Plan> {
    let plan = base;
    for (const { experiment, variant, plan: partial } of overlays) {
      const next = await layPlan(this.parts.models, plan, { partial });
      if (next.violations !== undefined) {
        const text = next.violations.map(({ field, description }) => `${field}: ${description}`).join('; ');
        throw new Error(`the Plan of variant ${variant} of experiment ${experiment} is no longer valid: ${text}`);
      }
      plan = next.plan;
    }
    return plan;
  }
}

/** The rules that variants switch are named, unless they switch all of them. */
function differenceOf(experiment: Experiment): Difference {
  const switches = experiment.variants.map(({ plan }) => switchesOf(plan['merchandising']));
  const isOfRules = new Set(switches.map(({ enabled }) => enabled ?? true)).size === 1;
  const rules = [...new Set(switches.flatMap((each) => Object.keys(each.rules ?? {})))];
  return { ...differing(experiment), unit: experiment.unit, ...(isOfRules && { rules }) };
}

/** The Plan's schema has seen to its shape. */
function switchesOf(merchandising: unknown): NonNullable<PartialPlan['merchandising']> {
  return merchandising ?? {};
}
