import { ApiError, invalidArgument, type ShipVariantRequest } from '@weir/contracts';
import { planSettings, sharedSettings, shipConflicts } from '../definition/plan-conflicts.js';
import type { Experiment, Variant } from '../definition/experiment.js';
import type { ExperimentBook, Written } from '../life-cycle/experiment-book.js';
import { ExperimentError } from '../error.js';

/** The base Plan, as far as a variant is shipped into it. */
export interface ShippedInto {
  /**
   * Lays a variant's settings over the base Plan and puts it in force; what was shipped already is not written again.
   * Rejects where it makes no Plan, or names a model that cannot be loaded.
   */
  ship(
    shipped: { readonly experiment: string; readonly phase: number; readonly variant: string },
    overlay: Readonly<Record<string, unknown>>,
    author: { readonly who: string; readonly reason: string },
  ): Promise<{ readonly version: number }>;
  /** Whether this variant is what was shipped last. */
  isShipped(shipped: {
    readonly experiment: string;
    readonly phase: number;
    readonly variant: string;
  }): Promise<boolean>;
  /** Settings that somebody changed at or after a time, ms since 1970. */
  changedSince(at: number): Promise<readonly string[]>;
}

interface Parts {
  readonly book: ExperimentBook;
  readonly basePlan: ShippedInto;
}

/**
 * Writes the variant into the base Plan, then stops the experiment. The first is the one that counts: where the process
 * ends between the two, asking again, or the next process that looks, does the second.
 */
export async function shipVariant(
  { book, basePlan }: Parts,
  request: ShipVariantRequest,
  who: string,
): Promise<Written & { readonly planVersion: number }> {
  const experiment = await book.get(request.key);
  const variant = variantOf(experiment, request.variant);
  const shipped = { experiment: experiment.key, phase: experiment.phase, variant: variant.key };
  const why = request.reason === '' ? `${variant.key} of ${experiment.key} won` : request.reason;
  if (!(await basePlan.isShipped(shipped))) {
    checkVersion(experiment, request.version);
    await checkMayShip({ book, basePlan }, experiment, variant);
  }
  const { version } = await basePlan.ship(shipped, variant.plan, { who, reason: why });
  const written = await book.ship(experiment.key, { variant: variant.key, who, reason: why });
  return { ...written, planVersion: version };
}

function variantOf(experiment: Experiment, key: string): Variant {
  const { state } = experiment;
  if (state !== 'running' && state !== 'stopped')
    throw refused(`${experiment.key} is ${state}: only what ran can be shipped.`);
  const variant = experiment.variants.find((each) => each.key === key);
  if (variant === undefined) {
    const keys = experiment.variants.map((each) => each.key).join(', ');
    throw invalidArgument([{ field: 'variant', description: `${experiment.key} has ${keys}` }]);
  }
  if (planSettings(variant.plan).length > 0) return variant;
  const description = `${key} changes nothing of the base Plan: stop the experiment instead`;
  throw invalidArgument([{ field: 'variant', description }]);
}

function checkVersion({ key, version }: Experiment, read: number): void {
  if (read === version) return;
  throw new ExperimentError(
    'ABORTED',
    `${key} was changed by somebody else: you have read version ${read}, it is at ${version} now. Read it again, then ship.`,
  );
}

async function checkMayShip({ book, basePlan }: Parts, experiment: Experiment, { plan }: Variant): Promise<void> {
  const [conflict] = shipConflicts(experiment, plan, await book.list());
  if (conflict !== undefined) {
    const [, other] = conflict.experiments;
    throw refused(
      `${other} is running and changes ${conflict.settings.join(', ')} too: with another base Plan its variants would mean something else. Stop it first.`,
    );
  }
  const since = experiment.phases.at(-1)?.started_at ?? 0;
  const changed = sharedSettings(planSettings(plan), await basePlan.changedSince(since));
  if (changed.length > 0) {
    throw refused(
      `The base Plan's ${changed.join(', ')} changed since this phase began, so it was not compared with what is in force now. Begin a new phase, or change the base Plan yourself.`,
    );
  }
}

function refused(message: string): ApiError {
  return new ApiError('FAILED_PRECONDITION', message);
}
