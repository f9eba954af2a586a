import { planSchema, stageBudgets } from '@weir/cascade';
import { Metrics } from '@weir/telemetry';

/** Upper bounds of the buckets of a histogram. */
async function boundsOf(name: string): Promise<readonly number[]> {
  const metrics = new Metrics();
  const timing = { stage: 'rank', ms: 1, candidatesIn: 1, candidatesOut: 1 };
  metrics.searched({ tookMs: 1, cached: false, timings: [timing], degraded: [] });
  metrics.inference.ran({ model: 'm@1', rows: 1, tokens: 1, ms: 1 });
  const { text } = await metrics.exposition();
  return Array.from(text.matchAll(new RegExp(`^${name}_bucket\\{le="([\\d.]+)"`, 'gm')), ([, bound]) => Number(bound));
}

describe('the buckets of histograms', () => {
  const plan = planSchema.parse({});

  it("have the default Plan's deadline and budgets among their bounds, so that what is in time is counted exactly", async () => {
    expect(await boundsOf('weir_search_seconds')).toContain(plan.deadline_ms / 1000);
    const stages = await boundsOf('weir_stage_seconds');
    for (const [stage, ms] of Object.entries(stageBudgets(plan)))
      expect([stage, stages.includes(ms / 1000)]).toEqual([stage, true]);
  });

  it('have the bound that the alerts and the dashboards ask for', async () => {
    expect(await boundsOf('weir_search_seconds')).toContain(0.25);
    expect(await boundsOf('weir_inference_batch_tokens')).toEqual(expect.arrayContaining([64, 160]));
  });
});
