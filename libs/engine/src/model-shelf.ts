import type { Cache } from '@weir/cache';
import type { Blend, Models, Plan, Ranker } from '@weir/cascade';
import type { CrossEncoder, Encoder, Inference } from '@weir/inference';
import { ModelSlot, type ModelKind, type Registry } from '@weir/registry';
import { loadRanker } from './load-ranker.js';

interface Shelved {
  readonly loading: Promise<unknown>;
  readonly close: () => Promise<void>;
  usedAt: number;
}

type Place = keyof Omit<Models, 'refusal'>;

const kinds: Readonly<Record<Place, ModelKind>> = {
  encoder: 'encoder',
  ranker: 'ranker',
  crossEncoder: 'cross-encoder',
  blend: 'blend',
};

/** A model that no Plan in force names is closed when nobody asked for it this long. */
const idleMs = 5 * 60_000;

/** Models of a registry, each loaded once, when it is first asked for. One that cannot be loaded is tried again when asked for again. */
export class ModelShelf implements Models {
  private readonly shelf = new Map<string, Shelved>();

  constructor(
    private readonly parts: { readonly registry: Registry; readonly inference: Inference; readonly scores: Cache },
    /** The encoder that the index's vectors come from; null where it has none. */
    private readonly indexEncoder: string | null,
  ) {}

  encoder(reference: string): Promise<Encoder> {
    return this.take('encoder', reference, async () => {
      const opened = await this.parts.inference.openEncoder(await this.parts.registry.load(reference, 'encoder'));
      const slot = new ModelSlot(opened);
      return {
        model: opened.model,
        dimensions: opened.dimensions,
        encodeQuery: (query, patience) => slot.use((model) => model.encodeQuery(query, patience)),
        encodePassages: (texts) => slot.use((model) => model.encodePassages(texts)),
        close: () => slot.close(),
      };
    });
  }

  crossEncoder(reference: string): Promise<CrossEncoder> {
    return this.take('crossEncoder', reference, async () => {
      const loaded = await this.parts.registry.load(reference, 'cross-encoder');
      const opened = await this.parts.inference.openCrossEncoder(loaded, { cache: this.parts.scores });
      const slot = new ModelSlot(opened);
      return {
        model: opened.model,
        score: (query, pairs, patience) => slot.use((model) => model.score(query, pairs, patience)),
        close: () => slot.close(),
      };
    });
  }

  ranker(reference: string): Promise<Ranker> {
    return this.take('ranker', reference, async () => loadRanker(await this.parts.registry.load(reference, 'ranker')));
  }

  blend(reference: string): Promise<Blend> {
    return this.take(
      'blend',
      reference,
      async () => (await this.parts.registry.load(reference, 'blend')).manifest.blend,
    );
  }

  async refusal(place: Place, reference: string): Promise<string | undefined> {
    if (place === 'encoder' && reference !== this.indexEncoder) {
      return this.indexEncoder === null
        ? 'the index has no vectors: the base Plan names no encoder'
        : `the index has vectors of ${this.indexEncoder}: name that one`;
    }
    if (this.shelf.has(keyOf(place, reference))) return undefined;
    const entries = await this.parts.registry.list();
    const entry = entries.find((candidate) => candidate.reference === reference);
    if (entry === undefined) {
      const known = entries.filter((each) => 'manifest' in each && each.manifest.kind === kinds[place]);
      return `no model ${reference}; of this kind there are: ${known.map((each) => each.reference).join(', ') || 'none'}`;
    }
    if ('error' in entry) return `${reference} is not valid: weir models list says why`;
    if (entry.manifest.kind === kinds[place]) return undefined;
    return `${reference} is a model of kind ${entry.manifest.kind}, not ${kinds[place]}`;
  }

  /** Loads all that a Plan names. Rejects with the cause of the first that cannot be loaded, or that does not fit the others. */
  async load({ retrieval, ranker, reranker }: Plan): Promise<void> {
    const [, , , blend] = await Promise.all([
      retrieval.encoder === null || retrieval.mode === 'bm25' ? null : this.encoder(retrieval.encoder),
      ranker.model === null ? null : this.ranker(ranker.model),
      reranker.model === null ? null : this.crossEncoder(reranker.model),
      reranker.model === null || reranker.blend === null ? null : this.blend(reranker.blend),
    ]);
    if (blend === null || blend.cross_encoder === reranker.model) return;
    throw new Error(
      `plan.reranker.blend: ${reranker.blend} was fitted for ${blend.cross_encoder}, not ${reranker.model}: name another, or null`,
    );
  }

  /** Closes what no Plan in force names and nobody has asked for lately. */
  async closeIdle({ retrieval, ranker, reranker }: Plan, now: number): Promise<void> {
    const named = new Set([
      keyOf('encoder', retrieval.encoder),
      keyOf('ranker', ranker.model),
      keyOf('crossEncoder', reranker.model),
      keyOf('blend', reranker.blend),
    ]);
    const idle = [...this.shelf].filter(([key, { usedAt }]) => !named.has(key) && now - usedAt > idleMs);
    for (const [key] of idle) this.shelf.delete(key);
    await Promise.all(idle.map(([, shelved]) => shelved.close()));
  }

  async close(): Promise<void> {
    const all = [...this.shelf.values()];
    this.shelf.clear();
    await Promise.all(all.map((shelved) => shelved.close()));
  }

  private take<T extends object>(place: Place, reference: string, load: () => Promise<T>): Promise<T> {
    const key = keyOf(place, reference);
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

/** One reference may be asked for in two places, rightly in one of them only. */
function keyOf(place: Place, reference: string | null): string {
  return `${place} ${reference ?? ''}`;
}
