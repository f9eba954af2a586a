import fc from 'fast-check';
import { overlayPlan } from './effective-plan.js';
import { planDifference } from './plan-difference.js';
import { type Plan, planSchema } from './plan.js';

const base = planSchema.parse({});

const plans: fc.Arbitrary<Plan> = fc
  .record({
    retrieval: fc.record({
      mode: fc.constantFrom('bm25' as const, 'hybrid' as const),
      boosts: fc.dictionary(fc.constantFrom('title', 'brand'), fc.constantFrom(0, 1, 2)),
      fusion: fc.constantFrom(
        { dense_weight: 0.7 },
        { k: 10 },
        { method: 'convex' as const },
        { method: 'convex' as const, dense_weight: 0.2 },
      ),
    }),
    ranker: fc.record({ model: fc.constantFrom(null, 'ranker-shop@2.2.0', 'ranker-other@2') }),
    reranker: fc.record({ window: fc.constantFrom(10, 20) }),
  })
  .map((partial) => planSchema.parse(partial));

describe('the difference of two Plans', () => {
  it('laid over the one gives the other', () => {
    fc.assert(
      fc.property(plans, plans, (plan, other) => {
        expect(overlayPlan(base, planDifference(plan, base)).plan).toEqual(plan);
        const withBoosts = { ...plan, retrieval: { ...plan.retrieval, boosts: {} } };
        expect(overlayPlan(withBoosts, planDifference(other, withBoosts)).plan).toEqual(other);
      }),
    );
  });

  it('names nothing that is the same', () => {
    expect(planDifference(base, base)).toEqual({});
    const plan = planSchema.parse({ retrieval: { fusion: { dense_weight: 1 } }, ranker: { model: null } });
    expect(planDifference(plan, base)).toEqual({
      retrieval: { fusion: { dense_weight: 1 } },
      ranker: { model: null },
    });
  });
});
