import {
  type ModelSetting,
  modelsOf,
  type PartialPlan,
  type Plan,
  planDifference,
  planSchema,
  withModels,
} from '@weir/cascade';
import { parseReference, type Registry, RegistryError, watchStates } from '@weir/registry';
import type { EngineFault, ModelChange, ServedModel } from './engine.js';
import { type ModelShelf, PlanRefusal } from './model-shelf.js';

/** What the Plan in force needs of the engine that it is in. */
export interface PlanParts {
  readonly registry: Registry;
  readonly models: ModelShelf;
  readonly onFault?: ((fault: EngineFault) => void) | undefined;
  /** Told of a model that took another's place, after a promotion or a rollback. */
  readonly onPromotion?: ((change: ModelChange) => void) | undefined;
  /** Told when the Plan is another, and when what its models are, or what was refused, is. */
  readonly onChange?: ((what: 'plan' | 'models') => void) | undefined;
}

/** Searches with a partial Plan laid over the one in force; rejects where a stage of it fails. */
export type Trial = (plan: PartialPlan) => Promise<void>;

/** Settings whose models fit each other only together. */
const groups: readonly (readonly ModelSetting[])[] = [
  ['retrieval.encoder'],
  ['ranker.model'],
  ['reranker.model', 'reranker.blend'],
];

/** A promotion that was refused is tried again this often: what was wrong with it may be mended. */
const retryMs = 30_000;
/** Searches with the Plan before have ended by then, and its models are closed. */
const drainMs = 15_000;

interface Refused {
  readonly reference: string;
  readonly cause: string;
}

/**
 * The base Plan as it was written and as it is served: `name@champion` stands for the version that has this state. A
 * promotion or a rollback is noticed within seconds: what it names is loaded and tried first, then served from the next
 * search on; what it replaces is closed when the searches under way are done. What cannot be served is refused, and the
 * version before serves on.
 */
export class PlanInForce {
  private readonly refused = new Map<ModelSetting, Refused>();
  private changing: Promise<unknown> = Promise.resolve();
  private trial: Trial = () => Promise.resolve();
  private endWatching = (): void => undefined;
  private readonly timers = new Set<NodeJS.Timeout>();

  private constructor(
    private readonly parts: PlanParts,
    private written: Plan,
    private served: Plan,
  ) {}

  /** @param served `written`, resolved; rejects where a model of it cannot be loaded. */
  static async open(parts: PlanParts, written: Plan, served: Plan): Promise<PlanInForce> {
    await parts.models.hold(served);
    return new PlanInForce(parts, written, served);
  }

  /** With every model by its version. */
  plan(): Plan {
    return this.served;
  }

  /** The models of the Plan, by what was written and by what is served. */
  models(): readonly ServedModel[] {
    const named = modelsOf(this.written);
    return Array.from(modelsOf(this.served), ([setting, serving]) => {
      const refused = this.refused.get(setting);
      return { setting, named: named.get(setting) ?? serving, serving, ...(refused !== undefined && { refused }) };
    });
  }

  /** Puts another Plan in force once its models are loaded. Rejects, changing nothing, if they cannot be. */
  set(partial: PartialPlan, check: (plan: Plan) => Promise<void>): Promise<void> {
    return this.oneAtATime(async () => {
      const written = planSchema.parse(partial);
      const next = await resolvePlan(this.parts.registry, written);
      await check(next);
      await this.parts.models.hold(next);
      this.written = written;
      this.refused.clear();
      this.swap(next);
      this.watch();
    });
  }

  /** From now on promotions are followed; the first look is at once. */
  follow(trial: Trial): void {
    this.trial = trial;
    this.watch();
    const retry = setInterval(() => {
      if (this.refused.size > 0) this.catchUp();
    }, retryMs).unref();
    this.timers.add(retry);
  }

  /** Resolves when what is promoted now is served, or refused. */
  followStates(): Promise<void> {
    return this.oneAtATime(() => this.serveWhatIsPromoted());
  }

  /** Follows no more; resolves when a change under way is done. */
  async close(): Promise<void> {
    this.endWatching();
    for (const timer of this.timers) clearInterval(timer);
    await this.changing;
  }

  private watch(): void {
    this.endWatching();
    const states = Array.from(modelsOf(this.written).values(), parseReference).filter(
      ({ state }) => state !== undefined,
    );
    const names = [...new Set(states.map(({ name }) => name))];
    this.endWatching = watchStates(this.parts.registry.folder, names, () => {
      this.catchUp();
    });
    if (names.length > 0) this.catchUp();
  }

  private catchUp(): void {
    this.oneAtATime(() => this.serveWhatIsPromoted()).catch((error: unknown) => {
      this.parts.onFault?.({ part: 'models', error });
    });
  }

  private async serveWhatIsPromoted(): Promise<void> {
    let next = this.served;
    for (const settings of groups) next = await this.tryGroup(settings, next);
    if (next !== this.served) this.swap(next);
  }

  /** The Plan with what is promoted in these settings, or the Plan given if that is nothing else, or cannot be served. */
  private async tryGroup(settings: readonly ModelSetting[], plan: Plan): Promise<Plan> {
    const named = [...modelsOf(this.written)].filter(([setting]) => settings.includes(setting));
    const serving = modelsOf(plan);
    const changed = new Map<ModelSetting, string>();
    try {
      for (const [setting, name] of named) {
        const reference = await this.resolveFor(setting, name);
        if (reference !== serving.get(setting)) changed.set(setting, reference);
      }
      if (changed.size > 0) {
        requireSameEncoder(changed, serving);
        const next = withModels(plan, changed);
        await this.parts.models.hold(next);
        await this.trial(planDifference(next, this.served));
        plan = next;
      }
      for (const setting of settings) {
        if (this.refused.delete(setting)) this.parts.onChange?.('models');
      }
    } catch (error) {
      this.refuse(changed.size > 0 ? changed : new Map(named), error);
    }
    return plan;
  }

  /** A version that the Plan names itself is not asked for again. */
  private async resolveFor(setting: ModelSetting, name: string): Promise<string> {
    const isState = parseReference(name).state !== undefined;
    return isState ? this.parts.registry.resolve(name) : (modelsOf(this.served).get(setting) ?? name);
  }

  private refuse(changed: ReadonlyMap<ModelSetting, string>, error: unknown): void {
    for (const [setting, reference] of changed) {
      const before = this.refused.get(setting);
      const refused = { reference, cause: publicCause(error) };
      this.refused.set(setting, refused);
      // The retries of one refusal are one line in the log.
      if (before?.reference === reference && before.cause === refused.cause) continue;
      this.parts.onChange?.('models');
      const serving = modelsOf(this.served).get(setting) ?? 'nothing';
      this.parts.onFault?.({ part: 'models', error, model: { setting, refused: reference, serving } });
    }
  }

  private swap(next: Plan): void {
    const before = this.served;
    this.served = next;
    this.parts.onChange?.('plan');
    this.parts.onChange?.('models');
    const models = modelsOf(next);
    for (const [setting, from] of modelsOf(before)) {
      const to = models.get(setting);
      if (to !== undefined && to !== from) this.parts.onPromotion?.({ setting, from, to });
    }
    const drained = setTimeout(() => {
      this.timers.delete(drained);
      this.parts.models.closeReplaced(before, this.served, performance.now()).catch((error: unknown) => {
        this.parts.onFault?.({ part: 'models', error });
      });
    }, drainMs).unref();
    this.timers.add(drained);
  }

  private oneAtATime<T>(change: () => Promise<T>): Promise<T> {
    const next = this.changing.then(change);
    this.changing = next.catch(() => undefined);
    return next;
  }
}

/** The Plan with every model by its version. Rejects with `RegistryError` where there is none. */
export async function resolvePlan(registry: Registry, plan: Plan): Promise<Plan> {
  const resolved = new Map<ModelSetting, string>();
  for (const [setting, name] of modelsOf(plan)) {
    try {
      resolved.set(setting, await registry.resolve(name));
    } catch (error) {
      if (error instanceof RegistryError) throw new RegistryError(error.code, `plan.${setting}: ${error.message}`);
      throw error;
    }
  }
  return withModels(plan, resolved);
}

/** The vectors of the index are those of one encoder: a query's vector of another means nothing among them. */
function requireSameEncoder(
  changed: ReadonlyMap<ModelSetting, string>,
  serving: ReadonlyMap<ModelSetting, string>,
): void {
  const encoder = changed.get('retrieval.encoder');
  if (encoder === undefined) return;
  throw new PlanRefusal(
    `the index has vectors of ${serving.get('retrieval.encoder') ?? 'no encoder'}: start Weir again, and it makes all vectors anew with ${encoder}`,
  );
}

/** What may be said to everybody; paths and the like stay in the log. */
function publicCause(error: unknown): string {
  if (error instanceof PlanRefusal) return error.message;
  if (!(error instanceof RegistryError)) return 'it cannot be loaded, or fails: the log says why';
  return registryCauses[error.code] ?? 'it cannot be read: the log says why';
}

const registryCauses: Partial<Readonly<Record<RegistryError['code'], string>>> = {
  unknown: 'no version has this state, or it is not in the registry',
  kind: 'it is a model of another kind',
  manifest: 'its manifest is not valid',
  corrupt: 'a file of it is damaged or missing: copy it again',
  states: 'the file of promotion states is not valid',
};
