import type { AuditEntry, RecordStore } from '@weir/storage';
import { z } from 'zod';
import { mergePlans } from '../effective-plan.js';
import type { FieldViolation } from '../error.js';
import type { PartialPlan } from '../plan.js';
import { invalidPlan, PlanError } from './plan-error.js';

export interface PlanBookOptions {
  readonly records: RecordStore;
  /** Wall clock, ms since 1970. */
  readonly clock: () => number;
  /** Why these overrides cannot be laid over the configuration's Plan, by fields below `path`; empty where they can. */
  readonly check: (overrides: PartialPlan, path: string) => Promise<readonly FieldViolation[]>;
}

/** A variant that became part of the base Plan. */
export interface Shipped {
  readonly experiment: string;
  readonly phase: number;
  readonly variant: string;
}

/** What is laid over the configuration's Plan. */
export interface PlanOverrides {
  /** 0 where there never were any. */
  readonly version: number;
  readonly overrides: PartialPlan;
  /** Where this version came of an experiment. */
  readonly shipped?: Shipped | undefined;
}

/** Who makes a change, and why. */
export interface PlanAuthor {
  readonly who: string;
  readonly reason: string;
}

/** A change of the version that was read. */
export interface PlanEdit extends PlanAuthor {
  readonly version: number;
}

const collection = 'plan';
const key = 'base';

const recordSchema = z.object({
  overrides: z.record(z.string(), z.unknown()),
  shipped: z.object({ experiment: z.string(), phase: z.int(), variant: z.string() }).optional(),
});

/**
 * What people changed of the base Plan, kept in a RecordStore: what is written was checked, a change that was made of an
 * older version is refused, every change stands in the audit log. Rejects with `PlanError`.
 */
export class PlanBook {
  constructor(private readonly options: PlanBookOptions) {}

  async current(): Promise<PlanOverrides> {
    const record = await this.options.records.get(collection, key);
    return record === undefined ? { version: 0, overrides: {} } : { version: record.version, ...read(record.value) };
  }

  /** Other overrides, in place of those before. */
  async update(overrides: PartialPlan, edit: PlanEdit): Promise<PlanOverrides> {
    await this.check(overrides);
    return this.write({ overrides }, { ...edit, action: 'update' });
  }

  /** The overrides of an earlier version again; those of version 0 are none. */
  async restore(restored: number, edit: PlanEdit): Promise<PlanOverrides> {
    const entry = restored === 0 ? undefined : (await this.history()).find(({ version }) => version === restored);
    if (entry === undefined && restored !== 0)
      throw new PlanError('NOT_FOUND', `There is no version ${restored} of the base Plan.`);
    const { overrides } = entry === undefined ? { overrides: {} } : read(entry.after);
    await this.check(overrides);
    return this.write({ overrides }, { ...edit, action: 'restore' });
  }

  /**
   * A variant's overrides laid over those that there are. What was shipped already is not written again: who was
   * interrupted after it may ask again.
   */
  async ship(shipped: Shipped, overlay: PartialPlan, author: PlanAuthor): Promise<PlanOverrides> {
    const before = await this.current();
    if (isSame(before.shipped, shipped)) return before;
    const overrides = mergePlans(before.overrides, overlay);
    await this.check(overrides);
    return this.write({ overrides, shipped }, { ...author, version: before.version, action: 'ship' });
  }

  /** Every change, the first first. */
  async history(): Promise<readonly AuditEntry[]> {
    const entries: AuditEntry[] = [];
    for (;;) {
      const page = await this.options.records.audit({ collection, key, after: entries.at(-1)?.sequence ?? 0 });
      if (page.length === 0) return entries;
      entries.push(...page);
    }
  }

  /** Changes when the overrides do: who has them in force polls it. */
  lastChange(): Promise<number> {
    return this.options.records.lastChange(collection);
  }

  /** Throws where they may not be written. */
  private async check(overrides: PartialPlan): Promise<void> {
    const violations = await this.options.check(overrides, 'overrides');
    if (violations.length > 0) throw invalidPlan(violations);
  }

  private async write(
    value: Omit<PlanOverrides, 'version'>,
    { version, who, reason, action }: PlanEdit & { readonly action: string },
  ): Promise<PlanOverrides> {
    const note = { who, reason, action, at: this.options.clock() };
    const result = await this.options.records.put({ collection, key, expected: version, value, note });
    if (result.kind === 'written') return { version: result.record.version, ...value };
    throw new PlanError(
      'ABORTED',
      `The base Plan was changed by somebody else: this edit is of version ${version}, it is at ${result.current?.version ?? 0} now. Read it again, then make the change.`,
    );
  }
}

/** What an entry of the history holds. */
export function overridesOf(value: unknown): PartialPlan {
  return read(value).overrides;
}

function read(value: unknown): Omit<PlanOverrides, 'version'> {
  const { overrides, shipped } = recordSchema.parse(value);
  // It was checked when it was written; whether it still is a Plan shows when it is put in force.
  return { overrides: overrides, ...(shipped !== undefined && { shipped }) };
}

function isSame(one: Shipped | undefined, other: Shipped): boolean {
  return one?.experiment === other.experiment && one.phase === other.phase && one.variant === other.variant;
}
