import { type Plan, planSchema } from '@weir/cascade';

/** The parts of a Plan that are chosen, in the order of the cascade. */
export const coordinateNames = ['retrieval', 'fusion', 'ranker', 'reranker'] as const;
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
  retrieval: ['retrieval.mode'],
  fusion: ['retrieval.fusion.method', 'retrieval.fusion.k', 'retrieval.fusion.dense_weight'],
  ranker: ['ranker.model'],
  reranker: ['reranker.model', 'reranker.blend', 'reranker.window'],
};

const windows = [10, 20, 40];
const rrfWeights = [0.2, 0.4, 0.7, 1];
const convexWeights = [0.2, 0.4, 0.6];

/**
 * What is tried around the Plan `base`. A stage that `base` leaves off is tried with the default's model where `has` says
 * that there is one; without an encoder retrieval stays as it is, since the index has no vectors.
 */
export function searchSpace(base: Plan, has: (model: string) => boolean): Readonly<Record<CoordinateName, Coordinate>> {
  const space = [retrieval(base), fusion(base), ranker(base, has), reranker(base, has)] as const;
  return { retrieval: space[0], fusion: space[1], ranker: space[2], reranker: space[3] };
}

/** Words alone cost least. Vectors alone save next to nothing against both, and miss model numbers. */
function retrieval(base: Plan): Coordinate {
  return {
    name: 'retrieval',
    options: (plan) => {
      if (base.retrieval.encoder === null) return [{ plan, level: 0 }];
      return (['bm25', 'hybrid', 'dense'] as const).map((mode, level) => ({
        // A fusion that is not used is the one of before, so that nothing is written that changes nothing.
        plan: withRetrieval(plan, {
          mode,
          fusion: mode === 'hybrid' && plan.retrieval.mode === mode ? plan.retrieval.fusion : base.retrieval.fusion,
        }),
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

const defaults = planSchema.parse({});
