import { draft, inputOf, running } from '../../test/make-experiment.js';
import type { FieldViolation } from '../error.js';
import { transition } from '../life-cycle/transitions.js';
import { checkExperiment, definitionOf } from './check.js';
import { type Experiment, experimentDefinitionSchema, type ExperimentInput, experimentSchema } from './experiment.js';
import { planConflicts } from './plan-conflicts.js';

const knownPlan = (): Promise<readonly FieldViolation[]> => Promise.resolve([]);

async function fieldsOf(input: unknown, others: readonly Experiment[] = []): Promise<readonly string[]> {
  const { violations = [] } = await checkExperiment(input, { checkPlan: knownPlan, others });
  return violations.map(({ field }) => field);
}

describe('a definition', () => {
  it('is accepted with its defaults filled in', async () => {
    const { definition } = await checkExperiment(inputOf(), { checkPlan: knownPlan, others: [] });
    expect(definition).toMatchObject({ unit: 'shopper', coverage: 1, layer: null, holdout: true, hash_version: 2 });
  });

  it('takes times as ISO 8601 or in ms, and is the same when it is read back', () => {
    const written = experimentDefinitionSchema.parse(
      inputOf({ start: '2026-05-01T09:00:00+02:00', end: 1_800_000_000_000 }),
    );
    expect(written).toMatchObject({ start: Date.UTC(2026, 4, 1, 7), end: 1_800_000_000_000 });
    expect(experimentDefinitionSchema.parse(written)).toEqual(written);
    const experiment = running({ forced: { x: 'control' }, ramp: [{ after_hours: 0, coverage: 0.1 }] });
    expect(experimentSchema.parse(JSON.parse(JSON.stringify(experiment)))).toEqual(experiment);
    expect(experimentDefinitionSchema.parse(definitionOf(experiment))).toEqual(definitionOf(experiment));
  });

  it.each<[string, Partial<ExperimentInput> & Record<string, unknown>, string[]]>([
    ['a field that there is not', { colour: 'red' }, ['colour']],
    ['a key in capitals', { key: 'Window' }, ['key']],
    ['one variant', { variants: [{ key: 'a', weight: 1 }] }, ['variants']],
    [
      'weights that do not add up',
      {
        variants: [
          { key: 'a', weight: 0.5 },
          { key: 'b', weight: 0.4 },
        ],
      },
      ['variants'],
    ],
    [
      'a variant twice',
      {
        variants: [
          { key: 'a', weight: 0.5 },
          { key: 'a', weight: 0.5 },
        ],
      },
      ['variants.1.key'],
    ],
    ['a forced variant that there is not', { forced: { x: 'gone' } }, ['forced.x']],
    ['a bad operator', { targeting: { a: { $regx: 1 } } }, ['targeting.a.$regx']],
    ['an empty part of a layer', { layer: { name: 'a', range: [0.5, 0.5] } }, ['layer.range']],
    ['a part finer than a layer has', { layer: { name: 'a', range: [0, 0.12345] } }, ['layer.range.1']],
    ['an end before the start', { start: 2000, end: 1000 }, ['end']],
    ['a time without an offset', { start: '2026-05-01' }, ['start']],
    ['a ramp step with no time', { coverage: 0.1, ramp: [{ coverage: 0.5 }] }, ['ramp.0']],
    [
      'ramp steps out of order',
      {
        coverage: 0.1,
        ramp: [
          { at: 5, coverage: 0.5 },
          { at: 4, coverage: 0.6 },
        ],
      },
      ['ramp.1'],
    ],
    [
      'ramp steps by two clocks',
      {
        coverage: 0,
        ramp: [
          { at: 5, coverage: 0.5 },
          { after_hours: 4, coverage: 0.6 },
        ],
      },
      ['ramp.1'],
    ],
    [
      'a ramp that falls',
      {
        ramp: [
          { after_hours: 0, coverage: 0.5 },
          { after_hours: 1, coverage: 0.2 },
        ],
      },
      ['ramp.1.coverage'],
    ],
    ['a ramp below what holds before', { ramp: [{ after_hours: 1, coverage: 0.2 }] }, ['ramp.0.coverage']],
    ['a metric that there is not', { metrics: { primary: 'joy' } }, ['metrics.primary']],
    ['a metric twice', { metrics: { primary: 'ctr', secondary: ['conversion', 'ctr'] } }, ['metrics.secondary.1']],
    [
      'a guardrail that there is not',
      { metrics: { primary: 'ctr', guardrails: [{ metric: 'joy', margin: 0.1 }] } },
      ['metrics.guardrails.0.metric'],
    ],
    [
      'a custom metric of a built-in name',
      {
        metrics: {
          primary: 'ctr',
          custom: [{ key: 'ctr', kind: 'count', numerator: { aggregate: 'count', action: 'click' }, better: 'higher' }],
        },
      },
      ['metrics.custom.0.key'],
    ],
    [
      'a ratio without a denominator',
      {
        metrics: {
          primary: 'mine',
          custom: [
            { key: 'mine', kind: 'ratio', numerator: { aggregate: 'count', action: 'click' }, better: 'higher' },
          ],
        },
      },
      ['metrics.custom.0.denominator'],
    ],
    [
      'itself as a prerequisite',
      { prerequisites: [{ experiment: 'window', variants: ['control'] }] },
      ['prerequisites.0.experiment'],
    ],
    [
      'a prerequisite that there is not',
      { prerequisites: [{ experiment: 'gone', variants: ['control'] }] },
      ['prerequisites.0.experiment'],
    ],
  ])('is refused with %s', async (_, input, fields) => {
    expect(await fieldsOf({ ...inputOf(), ...input })).toEqual(fields);
  });

  it('has every mistake told at once, what fields mean together included', async () => {
    const input = {
      ...inputOf({
        coverage: 2,
        forced: { x: 'gone' },
        targeting: { a: { $in: 1 } },
        layer: { name: 'a', range: [0.9, 0.1] },
      }),
      colour: 'red',
      metrics: { primary: 'joy' },
    };
    const { violations = [] } = await checkExperiment(input, {
      checkPlan: (_plan, path) =>
        Promise.resolve([{ field: `${path}.reranker.model`, description: 'cannot be loaded' }]),
      others: [],
    });
    expect(violations.map(({ field }) => field).sort()).toEqual([
      'colour',
      'coverage',
      'forced.x',
      'layer.range',
      'metrics.primary',
      'targeting.a.$in',
      'variants.0.plan.reranker.model',
      'variants.1.plan.reranker.model',
    ]);
  });

  it('may name metrics of its own', async () => {
    const metrics = {
      primary: 'wishes',
      custom: [{ key: 'wishes', kind: 'count', numerator: { aggregate: 'count', action: 'wish' }, better: 'higher' }],
    } as const;
    expect(await fieldsOf(inputOf({ metrics: { ...metrics, custom: [...metrics.custom] } }))).toEqual([]);
  });
});

describe('beside other experiments', () => {
  const layer = (from: number, to: number): Partial<ExperimentInput> => ({ layer: { name: 'a', range: [from, to] } });

  it('a part of a layer that another has is refused, a free one is not', async () => {
    const other = running({ key: 'other', ...layer(0, 0.5) });
    expect(await fieldsOf(inputOf(layer(0.4, 0.9)), [other])).toEqual(['layer.range']);
    expect(await fieldsOf(inputOf(layer(0.5, 1)), [other])).toEqual([]);
    expect(await fieldsOf(inputOf({ layer: { name: 'b', range: [0, 1] } }), [other])).toEqual([]);
    expect(await fieldsOf(inputOf({ ...layer(0.5, 1), unit: 'session' }), [other])).toEqual(['layer.name']);
    const stopped = transition(other, 'stopped', { now: 1, reason: '' });
    expect(await fieldsOf(inputOf(layer(0.4, 0.9)), [stopped])).toEqual([]);
  });

  it('a part may follow on the other by date, and an experiment may keep its own', async () => {
    const other = draft({ key: 'other', ...layer(0, 1), start: 1000, end: 2000 });
    expect(await fieldsOf(inputOf({ ...layer(0, 1), start: 2000 }), [other])).toEqual([]);
    expect(await fieldsOf(inputOf({ ...layer(0, 1), start: 1999 }), [other])).toEqual(['layer.range']);
    expect(await fieldsOf(inputOf(layer(0, 1)), [draft(layer(0, 1))])).toEqual([]);
  });

  it('prerequisites must fit: the variants, the unit, and no circle', async () => {
    const asks = (variant: string): ExperimentInput =>
      inputOf({ prerequisites: [{ experiment: 'other', variants: [variant] }] });
    const other = draft({ key: 'other' });
    expect(await fieldsOf(asks('control'), [other])).toEqual([]);
    expect(await fieldsOf(asks('gone'), [other])).toEqual(['prerequisites.0.variants.0']);
    expect(await fieldsOf(asks('control'), [draft({ key: 'other', unit: 'session' })])).toEqual([
      'prerequisites.0.experiment',
    ]);
    const third = draft({ key: 'third', prerequisites: [{ experiment: 'window', variants: ['control'] }] });
    const circle = draft({ key: 'other', prerequisites: [{ experiment: 'third', variants: ['control'] }] });
    expect(await fieldsOf(asks('control'), [circle, third])).toEqual(['prerequisites.0.experiment']);
  });

  it('those that change the same setting are told, but for those that exclude each other', () => {
    const mine = draft(layer(0, 0.5));
    const same = running({ key: 'same' });
    const within = running({
      key: 'within',
      variants: [
        { key: 'a', weight: 0.5 },
        { key: 'b', weight: 0.5, plan: { reranker: { model: null } } },
      ],
    });
    const excluded = running({ key: 'excluded', ...layer(0.5, 1) });
    const over = transition(running({ key: 'over' }), 'stopped', { now: 1, reason: '' });
    expect(planConflicts(mine, [mine, same, within, excluded, over])).toEqual([
      { experiments: ['window', 'same'], settings: ['reranker.window'] },
    ]);
  });
});
