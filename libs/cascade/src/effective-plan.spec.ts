import { overlayPlan, planFingerprint } from './effective-plan.js';
import { type PartialPlan, planSchema } from './plan.js';

const base = planSchema.parse({
  retrieval: { boosts: { title: 3, brand: 2 }, fusion: { method: 'convex', dense_weight: 0.2 } },
});

describe('laying a partial Plan over a whole one', () => {
  it('changes what it names and nothing else', () => {
    const { plan } = overlayPlan(base, { reranker: { window: 7 }, retrieval: { boosts: { brand: 5 } } });
    expect(plan).toEqual({
      ...base,
      reranker: { ...base.reranker, window: 7 },
      retrieval: { ...base.retrieval, boosts: { title: 3, brand: 5 } },
    });
  });

  it('replaces a fusion by another method whole, since its members mean something else there', () => {
    const { plan } = overlayPlan(base, { retrieval: { fusion: { method: 'rrf' } } });
    expect(plan?.retrieval.fusion).toEqual({ method: 'rrf', k: 60, dense_weight: 0.4 });
    expect(overlayPlan(plan!, { retrieval: { fusion: { method: 'convex' } } }).plan?.retrieval.fusion).toEqual({
      method: 'convex',
      dense_weight: 0.5,
    });
  });

  it('keeps the method of a fusion where only a weight is named, and takes rrf where there is none yet', () => {
    const weight = { retrieval: { fusion: { dense_weight: 0.7 } } };
    expect(overlayPlan(base, weight).plan?.retrieval.fusion).toEqual({ method: 'convex', dense_weight: 0.7 });
    expect(planSchema.parse(weight).retrieval.fusion).toEqual({ method: 'rrf', k: 60, dense_weight: 0.7 });
    expect(planSchema.parse({ retrieval: { fusion: { k: 10 } } }).retrieval.fusion).toEqual({
      method: 'rrf',
      k: 10,
      dense_weight: 0.4,
    });
  });

  it('says of a method that there is not where it stands and what it may be', () => {
    const violations = (fusion: unknown): unknown =>
      overlayPlan(base, { retrieval: { fusion } } as PartialPlan).violations;
    expect(violations({ method: 'max' })).toEqual([
      { field: 'plan.retrieval.fusion.method', description: 'expected one of rrf, convex' },
    ]);
    expect(violations('rrf')).toEqual([
      { field: 'plan.retrieval.fusion', description: 'expected a table of settings' },
    ]);
  });

  it('gives equal Plans equal fingerprints, and different Plans different ones', () => {
    const same = overlayPlan(base, {}).plan!;
    expect(planFingerprint(same)).toBe(planFingerprint(base));
    expect(planFingerprint(overlayPlan(base, { deadline_ms: 251 }).plan!)).not.toBe(planFingerprint(base));
  });
});
