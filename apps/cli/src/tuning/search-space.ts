import { type Plan, planSchema } from '@weir/cascade';

/** The parts of a Plan that are chosen, in this order: how lists are fused before whether they are, then up the cascade. */
export const coordinateNames = ['fusion', 'retrieval', 'ranker', 'reranker'] as const;
export type CoordinateName = (typeof coordinateNames)[number];

/** One part of a Plan that is chosen while the others are held. */
export interface Coordinate {
  readonly name: CoordinateName;
  /** The Plans that differ from this one in nothing else, itself among them. */
  options(plan: Plan): readonly Option[];
}

interface Option {
  readonly plan: Plan;
  /** The lower is wanted where a higher one is not clearly better: it costs less, or is what was there before. */
  readonly level: number;
}

/** Settings that the coordinates decide, keys joined by dots. */
export const chosenSettings: Readonly<Record<CoordinateName, readonly string[]>> = {
  fusion: ['retrieval.fusion.method', 'retrieval.fusion.k', 'retrieval.fusion.dense_weight'],
  retrieval: ['retrieval.mode'],
  ranker: ['ranker.model'],
  reranker: ['reranker.model', 'reranker.blend', 'reranker.window'],
};

const defaults = planSchema.parse({});

/** Models that a stage is tried with where the Plan leaves it off. */
export const defaultModels: readonly string[] = [
  defaults.ranker.model,
  defaults.reranker.model,
  defaults.reranker.blend,
].filter((model) => model !== null);

const windows = [10, 20, 40];
const rrfWeights = [0.2, 0.4, 0.7, 1];
const convexWeights = [0.2, 0.4, 0.6];

/**
 * What is tried around the Plan `base`. A stage that `base` leaves off is tried with the default's model where `has` says
 * that there is one; without an encoder retrieval stays as it is, since the index has no vectors.
 */
export function searchSpace(base: Plan, has: (model: string) => boolean): Readonly<Record<CoordinateName, Coordinate>> {
  return {
    fusion: fusion(base),
    retrieval: retrieval(base),
    ranker: ranker(base, has),
    reranker: reranker(base, has),
  };
}

/** The same cascade, without a fusion that nothing is fused by: what is written of a Plan shall matter. */
export function withoutIdleFusion(plan: Plan, base: Plan): Plan {
  return plan.retrieval.mode === 'hybrid' ? plan : withRetrieval(plan, { fusion: base.retrieval.fusion });
}

/** Words alone cost least. Vectors alone save next to nothing against both, and miss model numbers. */
function retrieval(base: Plan): Coordinate {
  return {
    name: 'retrieval',
    options: (plan) => {
      if (base.retrieval.encoder === null) return [{ plan, level: 0 }];
      return (['bm25', 'hybrid', 'dense'] as const).map((mode, level) => ({
        plan: withRetrieval(plan, { mode }),
        level,
      }));
    },
  };
}

/** All cost the same: another than that of `base` has to be clearly better. */
function fusion(base: Plan): Coordinate {
  const before = base.retrieval.fusion;
  const k = before.method === 'rrf' ? before.k : 60;
  const tried = [
    ...rrfWeights.map((weight) => ({ method: 'rrf' as const, k, dense_weight: weight })),
    ...convexWeights.map((weight) => ({ method: 'convex' as const, dense_weight: weight })),
  ].filter(({ method, dense_weight: weight }) => method !== before.method || weight !== before.dense_weight);
  return {
    name: 'fusion',
    options: (plan) => {
      if (plan.retrieval.mode !== 'hybrid') return [{ plan, level: 0 }];
      return [before, ...tried].map((each, at) => ({
        plan: withRetrieval(plan, { fusion: each }),
        level: Math.min(at, 1),
      }));
    },
  };
}

function ranker({ ranker: before }: Plan, has: (model: string) => boolean): Coordinate {
  const model = before.model ?? defaults.ranker.model;
  const on = model !== null && (before.model !== null || has(model)) ? [model] : [];
  return {
    name: 'ranker',
    options: (plan) =>
      [null, ...on].map((tried, level) => ({ plan: { ...plan, ranker: { ...plan.ranker, model: tried } }, level })),
  };
}

function reranker({ reranker: before }: Plan, has: (model: string) => boolean): Coordinate {
  const off = { ...before, model: null };
  const on =
    before.model === null ? { ...before, model: defaults.reranker.model, blend: defaults.reranker.blend } : before;
  const named = [on.model, on.blend].filter((model) => model !== null);
  const offered = before.model !== null || named.every(has);
  const sizes = offered ? [...new Set([...windows, before.window])].sort((a, b) => a - b) : [];
  return {
    name: 'reranker',
    options: (plan) =>
      [off, ...sizes.map((window) => ({ ...on, window }))].map((tried, level) => ({
        plan: { ...plan, reranker: tried },
        level,
      })),
  };
}

function withRetrieval(plan: Plan, change: Partial<Plan['retrieval']>): Plan {
  return { ...plan, retrieval: { ...plan.retrieval, ...change } };
}
