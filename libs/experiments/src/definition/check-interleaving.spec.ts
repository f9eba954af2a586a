import { interleaving } from '../../test/make-experiment.js';
import { draftOf } from '../life-cycle/transitions.js';
import { checkExperiment, definitionOf } from './check.js';
import { type Experiment, experimentDefinitionSchema, type ExperimentInput, experimentSchema } from './experiment.js';

async function fieldsOf(input: Partial<ExperimentInput>, others: readonly Experiment[] = []): Promise<string[]> {
  const checkPlan = () => Promise.resolve([]);
  const { violations = [] } = await checkExperiment(interleaving(input), { checkPlan, others });
  return violations.map(({ field }) => field);
}

const draft = (input: Partial<ExperimentInput>): Experiment =>
  draftOf(experimentDefinitionSchema.parse(interleaving(input)), 0);

describe('the definition of an interleaved experiment', () => {
  it('needs neither weights nor metrics, and is the same when it is read back', async () => {
    expect(await fieldsOf({})).toEqual([]);
    const experiment = draft({});
    expect(experimentSchema.parse(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    expect(experimentDefinitionSchema.parse(definitionOf(experiment))).toEqual(definitionOf(experiment));
  });

  it.each<[string, Partial<ExperimentInput>, string[]]>([
    ['three variants', { variants: [{ key: 'a' }, { key: 'b' }, { key: 'c' }] }, ['variants']],
    ['weights', { variants: [{ key: 'a', weight: 0.5 }, { key: 'b' }] }, ['variants.0.weight']],
    ['a variant named as both are', { variants: [{ key: 'a' }, { key: 'interleaved' }] }, ['variants.1.key']],
    ['a flag', { variants: [{ key: 'a', value: 1 }, { key: 'b' }] }, ['variants.0.value']],
    ['a page size', { variants: [{ key: 'a' }, { key: 'b', plan: { page: { size: 9 } } }] }, ['variants.1.plan.page']],
    ['stickiness', { sticky: true }, ['sticky']],
    ['a metric', { metrics: { primary: 'ctr' } }, ['metrics.primary']],
    ['a guardrail', { metrics: { guardrails: [{ metric: 'ctr', margin: 0.1 }] } }, ['metrics.guardrails']],
    ['strata', { analysis: { stratify_by: 'country' } }, ['analysis.stratify_by']],
    ['a forced variant that there is not', { forced: { x: 'gone' } }, ['forced.x']],
    ['a tester of the page of both', { forced: { x: 'interleaved', y: 'control' } }, []],
    ['an A/B test without metrics or weights', { kind: 'ab' }, ['variants', 'metrics.primary']],
  ])('%s', async (_, input, fields) => {
    expect(await fieldsOf(input)).toEqual(fields);
  });

  it('has the page to itself: another one needs another part of a layer, or another time', async () => {
    const other = draft({ key: 'other', end: 5000 });
    expect(await fieldsOf({}, [other])).toEqual(['layer']);
    expect(await fieldsOf({ start: 5000 }, [other])).toEqual([]);
    expect(await fieldsOf({}, [{ ...other, state: 'stopped' }])).toEqual([]);
    const layered = draft({ key: 'other', layer: { name: 'page', range: [0, 0.5] } });
    expect(await fieldsOf({ layer: { name: 'page', range: [0.5, 1] } }, [layered])).toEqual([]);
  });

  it('is no prerequisite: nobody is in one variant of it', async () => {
    const prerequisites = [{ experiment: 'other', variants: ['control'] }];
    const ab = { kind: 'ab', variants: [{ key: 'a', weight: 1 }, { key: 'b' }], metrics: { primary: 'ctr' } } as const;
    const input = { ...ab, variants: [...ab.variants], prerequisites };
    expect(await fieldsOf(input, [draft({ key: 'other' })])).toEqual(['prerequisites.0.experiment']);
  });
});
