import type { Cache } from '@weir/cache';
import {
  type Blend,
  blendMisfit,
  type Models,
  type ModelSetting,
  modelsOf,
  type Plan,
  type Ranker,
} from '@weir/cascade';
import { type CrossEncoder, type Encoder, type Inference, RemoteCrossEncoder } from '@weir/inference';
import { ModelSlot, type ModelKind, type Registry, RegistryError } from '@weir/registry';
import { loadRanker } from './load-ranker.js';
import { ModelTimes } from './model-times.js';
import { remoteRanker } from './remote/remote-ranker.js';
import type { RemoteStages } from './remote/stages.js';

interface Shelved {
  readonly loading: Promise<unknown>;
  readonly close: () => Promise<void>;
  usedAt: number;
}

const kinds: Readonly<Record<ModelSetting, ModelKind>> = {
  'retrieval.encoder': 'encoder',
  'ranker.model': 'ranker',
  'reranker.model': 'cross-encoder',
  'reranker.blend': 'blend',
};

/** Models that do not fit each other or the index; the message is fit for everybody who may see the Plan. */
export class PlanRefusal extends Error {
  override readonly name = 'PlanRefusal';
}

export interface ShelfParts {
  readonly registry: Registry;
  readonly inference: Inference;
  readonly scores: Cache;
  /** Stages that other processes have: their models are not loaded here. */
  readonly remote?: RemoteStages | undefined;
  /** Models of the base Plan that this process uses: others are loaded only to see that they can be. @defaultValue all */
  readonly holds?: readonly ModelSetting[] | undefined;
}

/** Models of a registry, each loaded once, when it is first asked for. One that cannot be loaded is tried again when asked for again. */
export class ModelShelf implements Models {
  /** Of the calls that searches wait for. */
  readonly times = new ModelTimes();
  private readonly shelf = new Map<string, Shelved>();

  constructor(
    private readonly parts: ShelfParts,
    /** The encoder that the index's vectors come from; null where it has none. */
    private readonly indexEncoder: string | null,
  ) {}

  async resolve(reference: string): Promise<string> {
    try {
      return await this.parts.registry.resolve(reference);
    } catch (error) {
      if (error instanceof RegistryError) return reference;
      throw error;
    }
  }

  encoder(reference: string): Promise<Encoder> {
    return this.take('retrieval.encoder', reference, async () => {
      const opened = await this.parts.inference.openEncoder(await this.parts.registry.load(reference, 'encoder'));
      const slot = new ModelSlot(opened);
      return {
        model: opened.model,
        dimensions: opened.dimensions,
        encodeQuery: (query, patience) =>
          this.times.timed('retrieval.encoder', reference, () =>
            slot.use((model) => model.encodeQuery(query, patience)),
          ),
        encodePassages: (texts) => slot.use((model) => model.encodePassages(texts)),
        close: () => slot.close(),
      };
    });
  }

  crossEncoder(reference: string): Promise<CrossEncoder> {
    const { reranker } = this.parts.remote ?? {};
    if (reranker !== undefined)
      return this.take('reranker.model', reference, () =>
        Promise.resolve(this.timedCrossEncoder(new RemoteCrossEncoder(reference, reranker))),
      );
    return this.take('reranker.model', reference, async () => {
      const loaded = await this.parts.registry.load(reference, 'cross-encoder');
      const opened = await this.parts.inference.openCrossEncoder(loaded, { cache: this.parts.scores });
      const slot = new ModelSlot(opened);
      return this.timedCrossEncoder({
        model: opened.model,
        score: (query, pairs, patience) => slot.use((model) => model.score(query, pairs, patience)),
        close: () => slot.close(),
      });
    });
  }

  ranker(reference: string): Promise<Ranker> {
    const { ranker } = this.parts.remote ?? {};
    return this.take('ranker.model', reference, async () => {
      const local = loadRanker(await this.parts.registry.load(reference, 'ranker'));
      return this.timedRanker(ranker === undefined ? local : remoteRanker(local, ranker));
    });
  }

  /** Whether a model is in memory, in whichever place. */
  isLoaded(reference: string): boolean {
    return [...this.shelf.keys()].some((key) => key.endsWith(` ${reference}`));
  }

  blend(reference: string): Promise<Blend> {
    return this.take('reranker.blend', reference, async () => {
      const { blend } = (await this.parts.registry.load(reference, 'blend')).manifest;
      // As the folder has the version: a blend of `name@1.0.0` is one of `name@1`.
      return { ...blend, cross_encoder: await this.resolve(blend.cross_encoder) };
    });
  }

  async refusal(setting: ModelSetting, reference: string): Promise<string | undefined> {
    if (setting === 'retrieval.encoder' && reference !== this.indexEncoder) {
      return this.indexEncoder === null
        ? 'the index has no vectors: the base Plan names no encoder'
        : `the index has vectors of ${this.indexEncoder}: name that one`;
    }
    if (this.shelf.has(keyOf(setting, reference))) return undefined;
    const entries = await this.parts.registry.list();
    const entry = entries.find((candidate) => candidate.reference === reference);
    if (entry === undefined) {
      const known = entries.filter((each) => 'manifest' in each && each.manifest.kind === kinds[setting]);
      return `no model ${reference}; of this kind there are: ${known.map((each) => each.reference).join(', ') || 'none'}`;
    }
    if ('error' in entry) return `${reference} is not valid: weir models list says why`;
    if (entry.manifest.kind === kinds[setting]) return undefined;
    return `${reference} is a model of kind ${entry.manifest.kind}, not ${kinds[setting]}`;
  }

  /** Loads all that a Plan names. Rejects with the cause of the first that cannot be loaded, or that does not fit the others. */
  load(plan: Plan): Promise<void> {
    return this.loadNamed(modelsOf(plan));
  }

  /** The same for the models of a base Plan that this process uses. */
  hold(plan: Plan): Promise<void> {
    return this.loadNamed(this.heldOf(plan));
  }

  private async loadNamed(named: ReadonlyMap<ModelSetting, string>): Promise<void> {
    const [encoder, ranker, model, blendName] = (
      ['retrieval.encoder', 'ranker.model', 'reranker.model', 'reranker.blend'] as const
    ).map((setting) => named.get(setting));
    const [, loadedRanker, , blend] = await Promise.all([
      encoder === undefined ? undefined : this.encoder(encoder),
      ranker === undefined ? undefined : this.ranker(ranker),
      model === undefined ? undefined : this.crossEncoder(model),
      blendName === undefined ? undefined : this.blend(blendName),
    ]);
    const misfit = blend && blendMisfit(blend, model ?? 'no cross-encoder', loadedRanker);
    if (misfit === undefined) return;
    throw new PlanRefusal(`plan.reranker.blend: ${blendName ?? ''} ${misfit}: name another, or null`);
  }

  /** Closes what no Plan in force names and nobody has asked for lately. */
  async closeIdle(inForce: Plan, now: number): Promise<void> {
    await this.closeWhere(inForce, (_, usedAt) => now - usedAt > idleMs);
  }

  /** Closes what only the Plan before named, once the searches that began with it have surely ended. */
  async closeReplaced(before: Plan, inForce: Plan, now: number): Promise<void> {
    const replaced = new Set(keysOf(modelsOf(before)));
    await this.closeWhere(inForce, (key, usedAt) => replaced.has(key) && now - usedAt > replacedIdleMs);
  }

  async close(): Promise<void> {
    const all = [...this.shelf.values()];
    this.shelf.clear();
    await Promise.all(all.map((shelved) => shelved.close()));
  }

  private async closeWhere(inForce: Plan, isOver: (key: string, usedAt: number) => boolean): Promise<void> {
    const { holds } = this.parts;
    const named = new Set(keysOf(this.heldOf(inForce)));
    if (holds?.includes('retrieval.encoder') ?? true) named.add(keyOf('retrieval.encoder', this.indexEncoder ?? ''));
    const over = [...this.shelf].filter(([key, { usedAt }]) => !named.has(key) && isOver(key, usedAt));
    for (const [key] of over) this.shelf.delete(key);
    await Promise.all(over.map(([, shelved]) => shelved.close()));
  }

  private timedCrossEncoder(model: CrossEncoder): CrossEncoder {
    return {
      model: model.model,
      score: (query, pairs, patience) => {
        const score = () => model.score(query, pairs, patience);
        return patience.background === true ? score() : this.times.timed('reranker.model', model.model, score);
      },
      close: () => model.close(),
    };
  }

  /** Its features count as its time. */
  private timedRanker(ranker: Ranker): Ranker {
    const featuresMs = new WeakMap<Float64Array, number>();
    return {
      ...ranker,
      matrix: (input) => {
        const start = performance.now();
        const matrix = ranker.matrix(input);
        featuresMs.set(matrix, performance.now() - start);
        return matrix;
      },
      score: (matrix, rows, patience) => {
        const score = () => ranker.score(matrix, rows, patience);
        if (patience.background === true) return score();
        return this.times.timed('ranker.model', ranker.model, score, featuresMs.get(matrix));
      },
    };
  }

  private heldOf(plan: Plan): ReadonlyMap<ModelSetting, string> {
    const { holds } = this.parts;
    return new Map([...modelsOf(plan)].filter(([setting]) => holds?.includes(setting) ?? true));
  }

  private take<T extends object>(setting: ModelSetting, reference: string, load: () => Promise<T>): Promise<T> {
    const key = keyOf(setting, reference);
    const known = this.shelf.get(key);
    if (known !== undefined) {
      known.usedAt = performance.now();
      return known.loading as Promise<T>;
    }
    const loading = load();
    const close = async (): Promise<void> => {
      const model = await loading.catch(() => undefined);
      if (model !== undefined && 'close' in model) await (model as { close(): Promise<void> }).close();
    };
    this.shelf.set(key, { loading, close, usedAt: performance.now() });
    loading.catch(() => this.shelf.delete(key));
    return loading;
  }
}

/** A model that no Plan in force names is closed when nobody asked for it this long. */
const idleMs = 5 * 60_000;

/** The same for one that was replaced: longer than a search takes from asking for a model to using it. */
const replacedIdleMs = 10_000;

function keysOf(named: ReadonlyMap<ModelSetting, string>): readonly string[] {
  return Array.from(named, ([setting, reference]) => keyOf(setting, reference));
}

/** One reference may be asked for in two places, rightly in one of them only. */
function keyOf(setting: ModelSetting, reference: string): string {
  return `${setting} ${reference}`;
}
