import {
  type BasePlan,
  type GetPlanResponse,
  type ListPlanChangesResponse,
  type RestorePlanRequest,
  type RestorePlanResponse,
  type UpdatePlanRequest,
  type UpdatePlanResponse,
} from '@weir/contracts';
import { z } from 'zod';
import { overridesOf, type PlanBook, type PlanOverrides } from '../base-plan/plan-book.js';
import { settingsOf } from '../base-plan/plan-settings.js';
import type { PlanResult } from '../effective-plan.js';
import { type PartialPlan, type Plan, planSchema } from '../plan.js';

/** What the base Plan's API needs of the process that it runs in. */
export interface PlanParts {
  readonly book: PlanBook;
  /** What the configuration says of the Plan. */
  readonly configured: PartialPlan;
  /** The configuration's Plan with these overrides, as it is written. */
  readonly lay: (overrides: PartialPlan) => PlanResult;
  /** Why what is kept is not in force; undefined where it is. */
  readonly problem: () => string | undefined;
  /** Puts what was written in force: resolves when the next search sees it. */
  readonly refresh: () => Promise<void>;
}

/** The base Plan as the API offers it, whichever transport a request came by. */
export class PlanApi {
  constructor(private readonly parts: PlanParts) {}

  async get(): Promise<GetPlanResponse> {
    await this.parts.refresh();
    return { plan: await this.told(await this.parts.book.current()) };
  }

  async update(request: UpdatePlanRequest): Promise<UpdatePlanResponse> {
    // What stands in it is checked by the Plan's own schema.
    const overrides = (request.overrides ?? {}) as PartialPlan;
    const { version, reason, author } = request;
    const written = await this.parts.book.update(overrides, { version, reason, who: named(author) });
    return { plan: await this.inForce(written) };
  }

  async restore({ restored, version, reason, author }: RestorePlanRequest): Promise<RestorePlanResponse> {
    const written = await this.parts.book.restore(restored, { version, reason, who: named(author) });
    return { plan: await this.inForce(written) };
  }

  async changes(): Promise<ListPlanChangesResponse> {
    const entries = await this.parts.book.history();
    const changes = entries.map(({ version, at, who, action, reason, before, after }) => ({
      version,
      at_ms: at,
      author: who,
      action,
      reason,
      before: before === undefined || before === null ? undefined : { ...overridesOf(before) },
      after: { ...overridesOf(after) },
    }));
    return { changes: changes.toReversed() };
  }

  private async inForce(written: PlanOverrides): Promise<BasePlan> {
    await this.parts.refresh();
    return this.told(written);
  }

  private async told({ version, overrides }: PlanOverrides): Promise<BasePlan> {
    const { configured, lay, book, problem } = this.parts;
    const base = planSchema.parse(configured);
    const plan: Plan = lay(overrides).plan ?? base;
    const last = (await book.history()).findLast((entry) => entry.version === version);
    return {
      plan: { ...plan },
      overrides: { ...overrides },
      configured: { ...base },
      settings: settingsOf(plan, { configured, overrides }).map((each) => ({ ...each })),
      version,
      author: last?.who ?? '',
      reason: last?.reason ?? '',
      at_ms: last?.at,
      problem: problem() ?? '',
      schema: z.toJSONSchema(planSchema, { io: 'input' }),
    };
  }
}

function named(author: string): string {
  return author.trim() === '' ? 'unknown' : author.trim().slice(0, 200);
}
