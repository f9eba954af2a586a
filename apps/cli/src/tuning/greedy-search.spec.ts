import { type PartialPlan, type Plan, planDifference, planSchema } from '@weir/cascade';
import { crossValidate } from './cross-validate.js';
import { type Evaluate, greedySearch, type Trial } from './greedy-search.js';
import { coordinateNames, type CoordinateName, searchSpace } from './search-space.js';

const start = planSchema.parse({});
const queries = Array.from({ length: 40 }, (_, at) => at);
/** Deterministic, different a query, of mean 0 over an even number of them. */
const noise = (query: number): number => (query % 2 === 0 ? 0.01 : -0.01);

/** A catalogue of which is known what each Plan is worth; `tried` counts the Plans that were asked about. */
function fake(worth: (plan: Plan, query: number) => number, tooSlow: (plan: Plan) => boolean = () => false) {
  const tried: PartialPlan[] = [];
  const evaluate: Evaluate = (plan): Promise<Trial> => {
    tried.push(planDifference(plan, start));
    const ndcg = queries.map((query) => worth(plan, query));
    return Promise.resolve({ plan, ndcg, fits: !tooSlow(plan), p50Ms: 1, p95Ms: 2 });
  };
  return { evaluate, tried };
}

const coordinates = (names: readonly CoordinateName[] = coordinateNames, has = true) => {
  const space = searchSpace(start, () => has);
  return names.map((name) => space[name]);
};
const chosen = async (evaluate: Evaluate, names?: readonly CoordinateName[]): Promise<PartialPlan> =>
  planDifference((await greedySearch(start, coordinates(names), evaluate)).chosen.plan, start);

describe('the search for a Plan', () => {
  it('leaves every stage off that adds nothing', async () => {
    const { evaluate } = fake(() => 0.5);
    expect(await chosen(evaluate)).toEqual({
      retrieval: { mode: 'bm25' },
      ranker: { model: null },
      reranker: { model: null },
    });
  });

  it('keeps the Plan where every stage adds, and takes the window and the weight that add most', async () => {
    const { evaluate } = fake(({ retrieval, ranker, reranker }, query) => {
      const { fusion } = retrieval;
      const fused = retrieval.mode === 'hybrid' ? 0.2 - Math.abs(fusion.dense_weight - 0.7) / 10 : 0;
      const ranked = ranker.model === null ? 0 : 0.1 + noise(query);
      return 0.3 + fused + ranked + (reranker.model === null ? 0 : reranker.window / 1000);
    });
    expect(await chosen(evaluate)).toEqual({
      retrieval: { fusion: { dense_weight: 0.7 } },
      reranker: { window: 40 },
    });
  });

  it('goes over the parts again where a later choice changes an earlier one', async () => {
    // The ranker hides what vectors add; without it, which is better still, they are worth it.
    const { evaluate } = fake(({ retrieval, ranker }) => {
      if (ranker.model !== null) return 0.5;
      return retrieval.mode === 'bm25' ? 0.6 : 0.7;
    });
    expect(await chosen(evaluate)).toEqual({ ranker: { model: null }, reranker: { model: null } });
  });

  it('gives both lists their best fusion before it asks whether they are worth it', async () => {
    // Fused as by default they add nothing.
    const { evaluate } = fake(({ retrieval: { mode, fusion } }) =>
      mode === 'hybrid' && fusion.dense_weight === 1 ? 1 : 0,
    );
    expect(await chosen(evaluate, ['fusion', 'retrieval'])).toEqual({ retrieval: { fusion: { dense_weight: 1 } } });
  });

  it('takes no window that is too slow', async () => {
    const { evaluate } = fake(
      ({ reranker }) => (reranker.model === null ? 0 : reranker.window / 100),
      ({ reranker }) => reranker.model !== null && reranker.window > 10,
    );
    expect(await chosen(evaluate, ['reranker'])).toEqual({ reranker: { window: 10 } });
  });

  it('changes only what it was asked to choose', async () => {
    const { evaluate, tried } = fake(() => 0.5);
    expect(await chosen(evaluate, ['ranker'])).toEqual({ ranker: { model: null } });
    expect(new Set(tried.flatMap((plan) => Object.keys(plan)))).toEqual(new Set(['ranker']));
  });

  it('tries a stage that the Plan leaves off, where its model is there', async () => {
    const off = planSchema.parse({ ranker: { model: null }, reranker: { model: null } });
    const { evaluate } = fake(({ ranker, reranker }) => (ranker.model === null ? 0 : 1) + (reranker.model ? 1 : 0));
    const find = async (has: boolean): Promise<PartialPlan> => {
      const space = searchSpace(off, () => has);
      const search = await greedySearch(off, [space.ranker, space.reranker], evaluate);
      return planDifference(search.chosen.plan, start);
    };
    expect(await find(true)).toEqual({ reranker: { window: 10 } });
    expect(await find(false)).toEqual({ ranker: { model: null }, reranker: { model: null } });
  });

  it('reports each choice with the Plan of before among what was tried', async () => {
    const { evaluate } = fake(({ ranker }) => (ranker.model === null ? 0.6 : 0.5));
    const { steps } = await greedySearch(start, coordinates(), evaluate);
    // A pass more, since what the ranker hid may add something now; the last one repeats the one before it.
    expect(steps.map(({ coordinate }) => coordinate)).toEqual([
      ...['fusion', 'retrieval', 'ranker', 'reranker'],
      ...['retrieval', 'ranker'],
    ]);
    for (const { trials, before, chosen: taken } of steps) {
      expect(trials.map(({ plan }) => plan)).toContainEqual(before.plan);
      expect(trials).toContain(taken);
    }
  });
});

describe('cross-validation of the search', () => {
  const search = async (evaluate: Evaluate): Promise<Plan> =>
    (await greedySearch(start, coordinates(['fusion']), evaluate)).chosen.plan;
  const groups = queries.map(String);

  it('scores each query by a Plan that was chosen without it and its like', async () => {
    // Two of a kind: a weight that is good for a pair alone would be chosen if either of them were seen.
    const pairs = queries.map((query) => `pair ${query >> 1}`);
    const seenBy: number[][] = [];
    const { evaluate } = fake((_, query) => query);
    const validation = await crossValidate({ groups: pairs, folds: 5, seed: 1 }, evaluate, async (seen) => {
      seenBy.push([...(await seen(start)).ndcg]);
      return start;
    });
    expect(validation?.folds).toBe(5);
    expect(validation?.ndcg).toEqual(queries);
    for (const seen of seenBy) {
      expect(seen).toHaveLength(32);
      for (const query of seen) expect(seen).toContain(query ^ 1);
    }
    // Every query is left out once.
    expect(seenBy.flat().length).toBe(4 * queries.length);
  });

  it('finds a choice on noise out: what it gains where it was made, it does not gain elsewhere', async () => {
    // Each fusion is right for other queries, for an eighth of them, and none is better than another.
    const fusions: string[] = [];
    const { evaluate } = fake(({ retrieval: { fusion } }, query) => {
      const key = JSON.stringify(fusion);
      if (!fusions.includes(key)) fusions.push(key);
      return query % 8 === fusions.indexOf(key) ? 1 : 0;
    });
    const best = await greedySearch(start, [bestOf(coordinates(['fusion'])[0]!)], evaluate);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    const validation = await crossValidate({ groups, folds: 5, seed: 1 }, evaluate, async (seen) => {
      const { chosen: found } = await greedySearch(start, [bestOf(coordinates(['fusion'])[0]!)], seen);
      return found.plan;
    });
    expect(mean(validation!.ndcg)).toBeLessThan(mean(best.chosen.ndcg));
  });

  it('comes to the same Plan in every fold where one is clearly best', async () => {
    const { evaluate } = fake(({ retrieval: { fusion } }) => fusion.dense_weight);
    const validation = await crossValidate({ groups, folds: 4, seed: 3 }, evaluate, search);
    expect(new Set(validation!.plans.map((plan) => plan.retrieval.fusion.dense_weight))).toEqual(new Set([1]));
  });

  it('is left out where there are not two folds', async () => {
    const { evaluate } = fake(() => 0.5);
    const same = queries.map(() => 'one');
    expect(await crossValidate({ groups: same, folds: 5, seed: 1 }, evaluate, search)).toBeUndefined();
  });
});

/** The same options without a preference: the highest mean wins. */
function bestOf(coordinate: ReturnType<typeof coordinates>[number]): typeof coordinate {
  return { ...coordinate, options: (plan) => coordinate.options(plan).map((option) => ({ ...option, level: 0 })) };
}
