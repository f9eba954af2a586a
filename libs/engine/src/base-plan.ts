import {
  type FieldViolation,
  invalidPlan,
  layPlan,
  modelsOf,
  overlayPlan,
  overridesOf,
  type PartialPlan,
  type Plan,
  PlanBook,
  PlanError,
  planPaths,
  type PlanResult,
  planSchema,
  type Shipped,
} from '@weir/cascade';
import type { RecordStore } from '@weir/storage';
import type { ModelShelf } from './model-shelf.js';

/** How often what other processes changed is looked for, ms. */
const pollMs = 1000;

export interface BasePlanParts {
  readonly records: RecordStore;
  /** The Plan with every model by its version. */
  readonly resolve: (plan: Plan) => Promise<Plan>;
  readonly models: ModelShelf;
  readonly inForce: { set(plan: PartialPlan, check: (plan: Plan) => Promise<void>): Promise<void> };
  /** What the configuration says of the Plan. */
  readonly configured: PartialPlan;
  /** Told after another Plan came into force. */
  readonly changed: () => void;
  readonly onFault?: ((fault: { readonly part: 'plan'; readonly error: unknown }) => void) | undefined;
}

/**
 * The base Plan: the configuration's, with what people laid over it in the storage. What is written there is in force
 * for the next search of the process that wrote it, and within seconds in the others. What cannot be served, e.g. as a
 * model of it is gone, is told and left out: the Plan before serves on.
 */
export class BasePlan {
  readonly book: PlanBook;
  private readonly whole: Plan;
  private seen = -1;
  private refused: string | undefined;
  private shippedLast: Shipped | undefined;
  private refreshing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parts: BasePlanParts) {
    this.whole = planSchema.parse(parts.configured);
    this.book = new PlanBook({
      records: parts.records,
      clock: Date.now,
      check: async (overrides, path) => {
        const laid = overlayPlan(this.whole, overrides, path);
        return laid.violations ?? this.unloadable(laid.plan, path);
      },
    });
  }

  get configured(): PartialPlan {
    return this.parts.configured;
  }

  /** The configuration's Plan with these overrides, as it is written. */
  lay(overrides: PartialPlan): PlanResult {
    return overlayPlan(this.whole, overrides, 'overrides');
  }

  /** Why what is kept is not in force; undefined where it is. */
  problem(): string | undefined {
    return this.refused;
  }

  /** The variant that the overrides in force came of, where they did. */
  shipped(): Shipped | undefined {
    return this.shippedLast;
  }

  /** Settings that somebody changed at or after a time, ms since 1970. */
  async changedSince(at: number): Promise<readonly string[]> {
    const entries = (await this.book.history()).filter((entry) => entry.at >= at);
    return entries.flatMap(({ before, after }) => differing(before ? overridesOf(before) : {}, overridesOf(after)));
  }

  /** Puts what is kept in force; the next search sees it. */
  refresh(): Promise<void> {
    // One after the other: an older reading must not come after a newer one.
    const turn = this.refreshing.then(() => this.readAgain());
    this.refreshing = turn.catch(() => undefined);
    return turn;
  }

  /** From now on what other processes write is followed. */
  follow(): void {
    let polling: Promise<void> | undefined;
    this.timer = setInterval(() => {
      // A slow store must not make them pile up.
      polling ??= this.refresh()
        .catch((error: unknown) => this.parts.onFault?.({ part: 'plan', error }))
        .finally(() => {
          polling = undefined;
        });
    }, pollMs).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.refreshing;
  }

  private async readAgain(): Promise<void> {
    const last = await this.book.lastChange();
    if (last === this.seen) return;
    const { overrides, shipped, version } = await this.book.current();
    this.seen = last;
    this.shippedLast = shipped;
    // Nobody ever changed it: it is in force as it was opened.
    if (version === 0) return;
    try {
      const laid = this.lay(overrides);
      if (laid.violations !== undefined) throw invalidPlan(laid.violations);
      const violations = await this.refusals(laid.plan, 'overrides');
      if (violations.length > 0) throw invalidPlan(violations);
      await this.parts.inForce.set(laid.plan, () => Promise.resolve());
      this.refused = undefined;
    } catch (error) {
      this.refused = error instanceof PlanError ? error.message : 'a model of it cannot be loaded: the log says why';
      this.parts.onFault?.({ part: 'plan', error });
    }
    this.parts.changed();
  }

  /** Models that are not there, or do not fit the index. */
  private async refusals(written: Plan, path: string): Promise<FieldViolation[]> {
    const violations: FieldViolation[] = [];
    for (const [setting, named] of modelsOf(written)) {
      const reference = await this.parts.models.resolve(named);
      const refusal = await this.parts.models.refusal(setting, reference);
      if (refusal !== undefined) violations.push({ field: `${path}.${setting}`, description: refusal });
    }
    return violations;
  }

  /** The same, and those that do not load or do not fit each other. */
  private async unloadable(written: Plan, path: string): Promise<readonly FieldViolation[]> {
    const { resolve, models } = this.parts;
    const violations = await this.refusals(written, path);
    if (violations.length > 0) return violations;
    const laid = await layPlan(models, await resolve(written), { partial: {}, path });
    if (laid.violations !== undefined) return laid.violations;
    try {
      await models.load(laid.plan);
      return [];
    } catch {
      return [{ field: path, description: 'names a model that cannot be loaded: weir models verify says why' }];
    }
  }
}

function differing(before: PartialPlan, after: PartialPlan): readonly string[] {
  const value = (plan: PartialPlan, path: string): string =>
    JSON.stringify([
      path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], plan),
    ]);
  const paths = new Set([...planPaths(before), ...planPaths(after)]);
  return [...paths].filter((path) => value(before, path) !== value(after, path));
}
