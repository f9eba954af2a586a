import { createMemoryCache } from '@weir/cache';
import type { Product, StoredProduct } from '@weir/catalogue';
import type { FeatureInput } from '@weir/features';
import type { CrossEncoder, Encoder, PairScores } from '@weir/inference';
import type { Candidates, Filter, Finder, IndexedState, RetrievalRequest, Retrieved } from '@weir/retrieval';
import { analyzeQuery } from '@weir/text';
import {
  type Blend,
  type Cascade,
  type CascadeParts,
  createCascade,
  type Models,
  overlayPlan,
  type PartialPlan,
  type Plan,
  planSchema,
  type Ranker,
  type StageFault,
} from '../src/index.js';
import { FakeTime } from './fake-time.js';

/** How a part behaves from now on: it takes time, then answers or fails. */
export interface Conduct {
  ms: number;
  error?: Error;
  /** Takes the time without letting go of the thread. */
  blocks?: boolean;
}

type Part = 'encode' | 'retrieve' | 'states' | 'matrix' | 'score' | 'pairs' | 'products' | 'cache';

const basePlan: PartialPlan = {
  retrieval: { depth: 50 },
  ranker: { model: 'ranker-test@1', keep: 20 },
  reranker: { model: 'cross-encoder-test@1', blend: null, window: 5 },
  page: { size: 4 },
};

/**
 * A shop in memory whose every part can be slow or broken. Retrieval orders by `popularity` downwards, the ranker by
 * `price` downwards, the cross-encoder by `rating` downwards, so that an order shows which stage made it.
 */
export class FakeShop {
  readonly conduct: Record<Part, Conduct> = {
    encode: { ms: 5 },
    retrieve: { ms: 5 },
    states: { ms: 1 },
    matrix: { ms: 2, blocks: true },
    score: { ms: 1 },
    pairs: { ms: 4 },
    products: { ms: 1 },
    cache: { ms: 0 },
  };
  readonly calls: Record<Part, number> = {
    encode: 0,
    retrieve: 0,
    states: 0,
    matrix: 0,
    score: 0,
    pairs: 0,
    products: 0,
    cache: 0,
  };
  readonly faults: StageFault[] = [];
  /** When each part's work was begun, on the shop's clock. */
  readonly begun: { readonly part: Part; readonly at: number }[] = [];
  readonly products = new Map<string, StoredProduct>();
  /** Products whose score for any query is cached. */
  readonly knownScores = new Set<string>();
  /** How the last retrieval was asked for. */
  lastRetrieval: RetrievalRequest | undefined;
  blend: Blend | undefined;
  plan: Plan;
  version = 0;
  readonly cascade: Cascade;
  private ids = 0;

  constructor(
    products: readonly Product[],
    plan: PartialPlan = basePlan,
    overrides: Partial<CascadeParts> = {},
    readonly time: FakeTime = new FakeTime(),
  ) {
    this.plan = planSchema.parse(plan);
    for (const product of products) this.upsert(product);
    const cache = createMemoryCache({ maxBytes: 1 << 24, clock: () => this.time.now() });
    this.cascade = createCascade({
      retriever: this.retriever(),
      products: {
        get: async (ids) => {
          await this.act('products');
          return ids.map((id) => this.products.get(id));
        },
      },
      cache: {
        get: async (key) => {
          await this.act('cache');
          return cache.get(key);
        },
        getMany: (keys) => cache.getMany(keys),
        set: (key, value, ttlMs) => cache.set(key, value, ttlMs),
        setMany: (entries, ttlMs) => cache.setMany(entries, ttlMs),
        invalidate: (prefix) => cache.invalidate(prefix),
      },
      models: this.models(),
      plan: () => this.plan,
      catalogueVersion: () => String(this.version),
      modelText: (product) => product.title,
      time: this.time,
      newId: () => `search-${++this.ids}`,
      tokenSecret: Buffer.from('a secret of a test'),
      onFault: (fault) => this.faults.push(fault),
      ...overrides,
    });
  }

  upsert(product: Product): void {
    this.version++;
    this.products.set(product.id, { product, version: this.version });
  }

  remove(id: string): void {
    this.version++;
    this.products.delete(id);
  }

  setPlan(partial: PartialPlan): void {
    const { plan } = overlayPlan(this.plan, partial);
    if (plan === undefined) throw new Error('not a plan');
    this.plan = plan;
  }

  private async act(part: Part): Promise<void> {
    this.calls[part]++;
    this.begun.push({ part, at: this.time.now() });
    const { ms, error } = this.conduct[part];
    if (ms > 0) await this.time.sleep(ms);
    if (error !== undefined) throw error;
  }

  private actAtOnce(part: Part): void {
    this.calls[part]++;
    this.begun.push({ part, at: this.time.now() });
    const { ms, error } = this.conduct[part];
    this.time.burn(ms);
    if (error !== undefined) throw error;
  }

  private retriever(): Finder {
    return {
      schema: { fields: ['title'], boosts: [1] },
      filterable: () => ['brand', 'category', 'price', 'colour'],
      count: () => this.products.size,
      retrieve: async (request) => {
        this.lastRetrieval = request;
        // What is in the index is read when the work begins, as an adapter's snapshot would be.
        const answer = this.retrieve(request);
        await this.act('retrieve');
        return answer;
      },
      states: async (ids) => {
        await this.act('states');
        return ids.map((id) => stateOf(this.products.get(id)));
      },
    };
  }

  private retrieve({ only, depth, filters, hidden = [], query }: RetrievalRequest): Retrieved {
    const passes = (product: Product, all: readonly Filter[]): boolean =>
      all.every((filter) => filter.kind !== 'any-of' || filter.values.includes(product.brand ?? ''));
    const matching = [...this.products.values()]
      .map(({ product }) => product)
      .filter(({ id, title }) => (only === undefined || only.includes(id)) && title.includes(query))
      .filter((product) => passes(product, filters))
      .filter((product) =>
        hidden.every(
          (each) => !each.ids.includes(product.id) && (each.filters.length === 0 || !passes(product, each.filters)),
        ),
      )
      .sort((a, b) => (b.popularity ?? 0) - (a.popularity ?? 0) || (a.id < b.id ? -1 : 1));
    const found = matching.slice(0, depth);
    const numbers = (value: (product: Product, index: number) => number): Float64Array =>
      Float64Array.from(found, value);
    const candidates: Candidates = {
      ids: found.map(({ id }) => id),
      score: numbers(({ popularity }) => popularity ?? 0),
      bm25: numbers(({ popularity }) => popularity ?? 0),
      bm25Rank: numbers((_, index) => index + 1),
      cosine: numbers(() => NaN),
      denseRank: numbers(() => NaN),
    };
    return {
      candidates,
      total: matching.length,
      facets: [{ field: 'brand', values: [{ value: 'Acme', count: matching.length }] }],
      statistics: {
        terms: analyzeQuery(query).map(({ alternatives }, word) => ({
          ...alternatives[0]!,
          word,
          documentFrequency: matching.length,
          weight: 1,
        })),
        documents: this.products.size,
        averageLength: new Float64Array(1),
      },
      corrections: [],
    };
  }

  private models(): Models {
    const encoder: Encoder = {
      model: 'encoder-test@1',
      dimensions: 2,
      encodeQuery: async () => {
        await this.act('encode');
        return Float32Array.of(1, 0);
      },
      encodePassages: () => Promise.reject(new Error('not used')),
      close: () => Promise.resolve(),
    };
    const ranker: Ranker = {
      model: 'ranker-test@1',
      features: ['price', 'stock'],
      matrix: (input: FeatureInput) => {
        this.actAtOnce('matrix');
        return Float64Array.from(input.states.flatMap((state) => [state?.price ?? NaN, state?.stock ?? NaN]));
      },
      score: async (matrix, rows) => {
        await this.act('score');
        return Float64Array.from({ length: rows }, (_, row) => matrix[row * 2]!);
      },
      contributions: (row) => Float64Array.of(row[0]! - 1, 0, 1),
    };
    const crossEncoder: CrossEncoder = {
      model: 'cross-encoder-test@1',
      // Scores a pair every `ms`, on one thread, and stops before the pair that it cannot afford or may not compute.
      score: async (_, pairs, patience) => {
        this.calls.pairs++;
        this.begun.push({ part: 'pairs', at: this.time.now() });
        const { ms, error } = this.conduct.pairs;
        if (error !== undefined) throw error;
        const logits = new Float64Array(pairs.length).fill(NaN);
        const [isKnown, ratings] = [
          pairs.map(({ id }) => this.knownScores.has(id)),
          pairs.map(({ id }) => this.products.get(id)?.product.rating ?? 0),
        ];
        isKnown.forEach((known, at) => (logits[at] = known ? ratings[at]! : NaN));
        let [workMs, stopped] = [0, undefined as PairScores['stopped']];
        for (let at = 0; at < pairs.length && stopped === undefined; at++) {
          if (isKnown[at]!) continue;
          if (patience.remainingMs() < ms) stopped = 'budget';
          else if (workMs + ms > (patience.workMs ?? Infinity)) stopped = 'allowance';
          else {
            await this.time.sleep(ms);
            workMs += ms;
            logits[at] = ratings[at]!;
          }
        }
        const cached = isKnown.filter(Boolean).length;
        const scored = logits.filter((logit) => !Number.isNaN(logit)).length;
        return { logits, scored, cached, workMs, ...(stopped && { stopped }) };
      },
      close: () => Promise.resolve(),
    };
    return {
      resolve: (reference) => Promise.resolve(reference.replace('@champion', '@1')),
      encoder: () => Promise.resolve(encoder),
      ranker: () => Promise.resolve(ranker),
      crossEncoder: () => Promise.resolve(crossEncoder),
      blend: () => (this.blend === undefined ? Promise.reject(new Error('no blend')) : Promise.resolve(this.blend)),
      refusal: (_, reference) =>
        Promise.resolve(
          reference.includes('-test@1') || reference.startsWith('encoder-minilm')
            ? undefined
            : `${reference} is not in the registry`,
        ),
    };
  }
}

/** Products `p0`, `p1`, ... titled "shoe": p0 is the most popular, the last the dearest, and ratings alternate. */
export function shoes(count: number): Product[] {
  return Array.from({ length: count }, (_, index) => shoe(index, count - index));
}

export function shoe(index: number, popularity: number): Product {
  return {
    id: `p${index}`,
    title: 'shoe',
    text: {},
    brand: index % 2 === 0 ? 'Acme' : 'Brook',
    category: [],
    price: index + 1,
    rating: (index * 7) % 5,
    popularity,
    attributes: { heel: index % 3 },
  };
}

function stateOf(stored: StoredProduct | undefined): IndexedState | undefined {
  if (stored === undefined) return undefined;
  const { product, version } = stored;
  const { price = NaN, stock = NaN, rating = NaN, ratingCount = NaN, popularity = NaN, releasedAt = NaN } = product;
  return {
    tokens: new Uint32Array(),
    ends: [],
    brand: 0,
    category: new Uint32Array(),
    price,
    stock,
    rating,
    ratingCount,
    popularity,
    releasedAt,
    version,
  };
}
