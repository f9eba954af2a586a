import { inputOf, running } from '../../test/make-experiment.js';
import { checkExperiment } from './check.js';
import { type ExperimentInput, experimentSchema } from './experiment.js';

const allocation = { method: 'thompson' } as const;
const checkPlan = () => Promise.resolve([]);

async function fieldsOf(input: Partial<ExperimentInput>): Promise<readonly string[]> {
  const base = { allocation, metrics: { primary: 'conversion' } };
  const { violations = [] } = await checkExperiment(inputOf({ ...base, ...input }), { checkPlan, others: [] });
  return violations.map(({ field }) => field);
}

describe('the definition of an allocated experiment', () => {
  it('has a day’s batches over a floor of 5 % where it does not say', async () => {
    const input = inputOf({ allocation, metrics: { primary: 'conversion' } });
    const { definition } = await checkExperiment(input, { checkPlan, others: [] });
    expect(definition!.allocation).toEqual({ method: 'thompson', batch_hours: 24, floor: 0.05 });
  });

  const revenue = { aggregate: 'sum', action: 'purchase', field: 'revenue' } as const;
  const adjusted = { key: 'own', kind: 'sum', numerator: revenue, better: 'higher', covariate: { days: 7 } } as const;
  it.each<[string, Partial<ExperimentInput>, string[]]>([
    ['a mean as its reward', { metrics: { primary: 'revenue_per_shopper', secondary: ['ctr'] } }, []],
    ['a ratio as its reward', { metrics: { primary: 'ctr' } }, ['metrics.primary']],
    ['a quantile as its reward', { metrics: { primary: 'latency_p95' } }, ['metrics.primary']],
    ['a quantile', { metrics: { primary: 'conversion', secondary: ['latency_p95'] } }, ['metrics.secondary.0']],
    [
      'a quantile as guardrail',
      { metrics: { primary: 'conversion', guardrails: [{ metric: 'latency_p95', margin: 0.1 }] } },
      ['metrics.guardrails.0.metric'],
    ],
    ['CUPED', { metrics: { primary: 'own', custom: [adjusted] } }, ['metrics.custom.0.covariate']],
    ['too high a floor', { allocation: { ...allocation, floor: 0.5 } }, []],
    ['no batch', { allocation: { ...allocation, batch_hours: 0 } }, ['allocation.batch_hours']],
    ['another method', { allocation: { method: 'greedy' } as never }, ['allocation.method']],
    [
      'a first weight below the floor',
      {
        variants: [
          { key: 'a', weight: 0.02 },
          { key: 'b', weight: 0.98 },
        ],
      },
      ['variants.0.weight'],
    ],
    ['strata', { analysis: { stratify_by: 'country' } }, ['analysis.stratify_by']],
    ['the older hash', { hash_version: 1 }, ['hash_version']],
  ])('%s', async (_, input, fields) => {
    expect(await fieldsOf(input)).toEqual(fields);
  });

  it('leaves room for every variant under the floor', async () => {
    const variants = ['a', 'b', 'c'].map((key) => ({ key, weight: 1 / 3 }));
    const fields = await fieldsOf({ variants, allocation: { ...allocation, floor: 0.4 } });
    expect(fields).toContain('allocation.floor');
  });

  it('is left out of what an older Weir wrote, which is read as the A/B test that it was', () => {
    const old = { ...running(), kind: undefined, allocation: undefined };
    expect(experimentSchema.parse(JSON.parse(JSON.stringify(old)))).toEqual(running());
  });
});
