import fc from 'fast-check';
import { begun, draft, running } from '../../test/make-experiment.js';
import type { Experiment, ExperimentInput } from '../definition/experiment.js';
import { transition } from '../life-cycle/transitions.js';
import { assign } from './assign.js';
import type { Assignment, AssignmentRequest } from './assignment.js';
import { bucketRanges, chooseVariation } from './buckets.js';
import { compileExperiments } from './compile-experiments.js';
import { fnv1a, hash } from './hash.js';
import { UnitHashes } from './unit-hashes.js';

const hour = 3_600_000;

function one(experiments: readonly Experiment[], request: Partial<AssignmentRequest>, key = 'window'): Assignment {
  const { assignments } = assign(compileExperiments(experiments), { now: begun, ...request });
  return assignments.find(({ experiment }) => experiment === key)!;
}

/** Index of each of so many shoppers' variants, -1 for none. */
function drawn(experiment: Experiment, shoppers: number, now = begun): number[] {
  const compiled = compileExperiments([experiment]);
  return Array.from(
    { length: shoppers },
    (_, at) => assign(compiled, { shopperId: `shopper-${at}`, now }).assignments[0]!.variantIndex,
  );
}

/** Pearson's statistic of a table of counts against what its margins, or `expected` shares, foretell. */
function chiSquare(counts: readonly number[], expected: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.reduce((sum, count, at) => sum + (count - total * expected[at]!) ** 2 / (total * expected[at]!), 0);
}

describe('assign', () => {
  it('gives each unit the variant of its bucket under the seed', () => {
    for (let at = 0; at < 1000; at += 1) {
      const shopperId = `shopper-${at}`;
      expect(one([running()], { shopperId })).toEqual({
        experiment: 'window',
        phase: 1,
        variant: hash('window', shopperId, 2)! < 0.5 ? 'control' : 'treatment',
        variantIndex: hash('window', shopperId, 2)! < 0.5 ? 0 : 1,
        reason: 'split',
        inExperiment: true,
        unit: shopperId,
      });
    }
  });

  it('agrees with version 1 of the hash where an experiment asks for it', () => {
    const experiment = running({ hash_version: 1 });
    expect(drawn(experiment, 500)).toEqual(
      Array.from({ length: 500 }, (_, at) => (hash('window', `shopper-${at}`, 1)! < 0.5 ? 0 : 1)),
    );
  });

  it('goes by session where the unit is one, and says so where there is no id', () => {
    const bySession = running({ unit: 'session' });
    expect(one([bySession], { sessionId: 's1', shopperId: 'x' })).toMatchObject({ unit: 's1', reason: 'split' });
    expect(one([bySession], { shopperId: 'x' })).toMatchObject({ reason: 'no_unit', variant: null, unit: '' });
    expect(one([running()], { sessionId: 's1', shopperId: '' })).toMatchObject({ reason: 'no_unit' });
  });

  it('takes whom the condition means', () => {
    const experiments = [running({ targeting: { country: 'DE' } })];
    expect(one(experiments, { shopperId: 'x', attributes: { country: 'DE' } }).reason).toBe('split');
    expect(one(experiments, { shopperId: 'x', attributes: { country: 'FR' } }).reason).toBe('not_targeted');
    expect(one(experiments, { shopperId: 'x' }).reason).toBe('not_targeted');
  });

  it('takes nobody before its start, from its end on, or when it does not run', () => {
    const dated = running({ start: begun + hour, end: begun + 2 * hour });
    const at = (now: number): string => one([dated], { shopperId: 'x', now }).reason;
    expect([at(begun), at(begun + hour), at(begun + 2 * hour - 1), at(begun + 2 * hour)]).toEqual([
      'off',
      'split',
      'split',
      'off',
    ]);
    const stopped = transition(running(), 'stopped', { now: begun, reason: 'broken' });
    expect(assign(compileExperiments([stopped, draft({ key: 'b' })]), { shopperId: 'x', now: begun })).toEqual({
      assignments: [],
      overlays: [],
    });
  });

  it('forces variants by shopper or session, in a draft too, without counting them', () => {
    const forced = { tester: 'treatment', 'session-9': 'control' };
    for (const experiment of [draft({ forced }), running({ forced, targeting: { no: 'body' } })]) {
      expect(one([experiment], { shopperId: 'tester' })).toMatchObject({
        variant: 'treatment',
        reason: 'forced',
        inExperiment: false,
      });
      expect(one([experiment], { shopperId: 'x', sessionId: 'session-9' })).toMatchObject({ variant: 'control' });
    }
    expect(one([draft({ forced })], { shopperId: 'x' })).toMatchObject({ reason: 'off' });
  });

  it('weighs variants as it is told', () => {
    const weights = [0.2, 0.3, 0.5];
    const keys = ['a', 'b', 'c'];
    const experiment = running({ variants: keys.map((key, at) => ({ key, weight: weights[at]! })) });
    const counts = [0, 0, 0];
    for (const index of drawn(experiment, 100_000)) counts[index]! += 1;
    // The 99.9th percentile of chi-square with 2 degrees of freedom.
    expect(chiSquare(counts, weights)).toBeLessThan(13.82);
  });

  it('spreads units evenly over all buckets', () => {
    const counts = new Array<number>(100).fill(0);
    for (let at = 0; at < 200_000; at += 1) counts[Math.floor(hash('window', `shopper-${at}`, 2)! * 100)]! += 1;
    // The 99.9th percentile of chi-square with 99 degrees of freedom.
    expect(chiSquare(counts, new Array<number>(100).fill(0.01))).toBeLessThan(148.2);
  });

  it('keeps everyone in, and in their variant, while a ramp rises', () => {
    const steps = [0.01, 0.1, 0.5, 1];
    const experiment = running({ ramp: steps.map((coverage, at) => ({ after_hours: at, coverage })) });
    let before = new Array<number>(20_000).fill(-1);
    for (const [at, coverage] of steps.entries()) {
      const now = drawn(experiment, before.length, begun + at * hour);
      expect(now.filter((variant, shopper) => before[shopper] !== -1 && variant !== before[shopper])).toEqual([]);
      expect(now.filter((variant) => variant >= 0).length / now.length).toBeCloseTo(coverage, 1);
      before = now;
    }
    expect(before).not.toContain(-1);
  });

  it("draws as the specification's own ranges do, for any weights and coverage", () => {
    const weights = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 6 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(weights, share, fc.constantFrom<1 | 2>(1, 2), (parts, coverage, version) => {
        const total = parts.reduce((sum, part) => sum + part, 0);
        const variants = parts.map((part, at) => ({ key: `v${at}`, weight: part / total }));
        const compiled = compileExperiments([running({ variants, coverage, hash_version: version })]);
        const ranges = bucketRanges(
          parts.length,
          coverage,
          variants.map(({ weight }) => weight),
        );
        for (let at = 0; at < 100; at += 1) {
          const shopperId = `shopper-${at}`;
          const expected = chooseVariation(hash('window', shopperId, version)!, ranges);
          expect(assign(compiled, { shopperId, now: begun }).assignments[0]!.variantIndex).toBe(expected);
        }
      }),
    );
  });

  it('keeps everyone in whatever coverage rises from and to', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, share, fc.array(fc.string(), { minLength: 1, maxLength: 50 }), (a, b, weight, ids) => {
        const input = (coverage: number): Partial<ExperimentInput> => ({
          coverage,
          variants: [
            { key: 'control', weight },
            { key: 'treatment', weight: 1 - weight },
          ],
        });
        const low = compileExperiments([running(input(Math.min(a, b)))]);
        const high = compileExperiments([running(input(Math.max(a, b)))]);
        for (const shopperId of ids) {
          const before = assign(low, { shopperId, now: begun }).assignments[0]!;
          if (before.inExperiment) expect(assign(high, { shopperId, now: begun }).assignments[0]).toEqual(before);
        }
      }),
    );
  });

  it('answers the same to the same request, whoever asked in between', () => {
    const compiled = compileExperiments([running(), running({ key: 'b', unit: 'session' })], { share: 0.1, seed: 'h' });
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (shopperId, sessionId, other) => {
        const request = { shopperId, sessionId, now: begun };
        const before = assign(compiled, request);
        assign(compiled, { shopperId: other, sessionId: other, now: begun });
        expect(assign(compiled, request)).toEqual(before);
      }),
    );
  });

  it('lays variants over each other by start time, then key, whatever order they came in', () => {
    const late = { ...running({ key: 'a' }), started_at: begun + 1 };
    const experiments = [late, running({ key: 'c' }), running({ key: 'b' })];
    for (const order of [experiments, experiments.toReversed()]) {
      const { assignments } = assign(compileExperiments(order), { shopperId: 'x', now: begun + 1 });
      expect(assignments.map(({ experiment }) => experiment)).toEqual(['b', 'c', 'a']);
    }
    const all = experiments.map((each) => ({ ...each, forced: { x: 'treatment' } }));
    const { overlays } = assign(compileExperiments(all), { shopperId: 'x', now: begun + 1 });
    expect(overlays.map(({ experiment, plan }) => [experiment, plan])).toEqual(
      ['b', 'c', 'a'].map((key) => [key, { reranker: { window: 40 } }]),
    );
  });
});

describe('layers', () => {
  const layered = (key: string, layer: string, range: [number, number]): Experiment =>
    running({ key, layer: { name: layer, range } });

  it('put none of 1,000,000 shoppers in two experiments of one layer, and are independent of each other', () => {
    const compiled = compileExperiments([
      layered('a1', 'a', [0, 0.25]),
      layered('a2', 'a', [0.25, 0.6]),
      layered('a3', 'a', [0.6, 0.9]),
      layered('b1', 'b', [0, 0.5]),
      layered('b2', 'b', [0.5, 1]),
    ]);
    // Rows: variant in layer a (three of two, or none); columns: variant in layer b.
    const table = Array.from({ length: 7 }, () => new Array<number>(4).fill(0));
    let doubled = 0;
    for (let at = 0; at < 1_000_000; at += 1) {
      const { assignments } = assign(compiled, { shopperId: `shopper-${at}`, now: begun });
      let row = 6;
      let column = -1;
      let inA = 0;
      for (let index = 0; index < 5; index += 1) {
        const { variantIndex } = assignments[index]!;
        if (variantIndex < 0) continue;
        if (index < 3) {
          inA += 1;
          row = index * 2 + variantIndex;
        } else {
          if (column >= 0) doubled += 1;
          column = (index - 3) * 2 + variantIndex;
        }
      }
      if (inA > 1) doubled += 1;
      table[row]![column]! += 1;
    }
    expect(doubled).toBe(0);
    const rows = table.map((row) => row.reduce((sum, count) => sum + count, 0));
    const columns = [0, 1, 2, 3].map((at) => table.reduce((sum, row) => sum + row[at]!, 0));
    const expected = rows.flatMap((row) => columns.map((column) => (row * column) / 1e12));
    // The 99.9th percentile of chi-square with 6 x 3 degrees of freedom.
    expect(chiSquare(table.flat(), expected)).toBeLessThan(42.31);
    for (const [at, share] of [0.125, 0.125, 0.175, 0.175, 0.15, 0.15, 0.1].entries()) {
      expect(rows[at]! / 1e6).toBeCloseTo(share, 2);
    }
  }, 180_000);

  it('go by the layer alone, under version 2 of the hash', () => {
    const compiled = compileExperiments([layered('a1', 'a', [0, 0.25])]);
    for (let at = 0; at < 300; at += 1) {
      const shopperId = `shopper-${at}`;
      const inside = hash('__a', shopperId, 2)! < 0.25;
      expect(assign(compiled, { shopperId, now: begun }).assignments[0]!.reason).toBe(inside ? 'split' : 'layer');
    }
  });

  it('exclude even where ranges overlap, which cannot be written: the first to begin has the part', () => {
    const second = { ...layered('a', 'x', [0, 1]), started_at: begun + 1 };
    const compiled = compileExperiments([second, layered('b', 'x', [0, 0.5])]);
    for (let at = 0; at < 1000; at += 1) {
      const shopperId = `shopper-${at}`;
      const { assignments } = assign(compiled, { shopperId, now: begun + 1 });
      const inFirst = hash('__x', shopperId, 2)! < 0.5;
      expect(assignments.map(({ experiment, reason }) => [experiment, reason])).toEqual([
        ['b', inFirst ? 'split' : 'layer'],
        ['a', inFirst ? 'layer' : 'split'],
      ]);
    }
  });
});

describe('the global holdout', () => {
  const holdout = { share: 0.2, seed: 'held' };
  const compiled = compileExperiments(
    [running(), running({ key: 'exempt', holdout: false }), running({ key: 'by-session', unit: 'session' })],
    holdout,
  );

  it('keeps its share of shoppers out of everything that is not exempt', () => {
    let held = 0;
    for (let at = 0; at < 20_000; at += 1) {
      const request = { shopperId: `shopper-${at}`, sessionId: `session-${at}`, now: begun };
      const reasons = new Map(
        assign(compiled, request).assignments.map(({ experiment, reason }) => [experiment, reason]),
      );
      const out = hash('__holdout:held', request.shopperId, 2)! < 0.2;
      expect(reasons.get('window')).toBe(out ? 'holdout' : 'split');
      expect(reasons.get('by-session')).toBe(out ? 'holdout' : 'split');
      expect(reasons.get('exempt')).toBe('split');
      if (out) held += 1;
    }
    expect(held / 20_000).toBeCloseTo(0.2, 1);
  });

  it('goes by session where there is no shopper', () => {
    const held = Array.from({ length: 100 }, (_, at) => `session-${at}`).find(
      (id) => hash('__holdout:held', id, 2)! < 0.2,
    )!;
    const { assignments } = assign(compiled, { sessionId: held, now: begun });
    expect(assignments.find(({ experiment }) => experiment === 'by-session')?.reason).toBe('holdout');
  });
});

describe('prerequisites', () => {
  const first = running({ key: 'z-first' });
  const second = running({ prerequisites: [{ experiment: 'z-first', variants: ['treatment'] }] });

  it('take only units that are in the variant of the other, which is decided before', () => {
    for (let at = 0; at < 500; at += 1) {
      const request = { shopperId: `shopper-${at}` };
      const other = one([second, first], request, 'z-first');
      expect(one([second, first], request).reason).toBe(other.variant === 'treatment' ? 'split' : 'prerequisite');
    }
  });

  it('are not met by an experiment that does not run, nor in a circle', () => {
    expect(one([second], { shopperId: 'x' }).reason).toBe('prerequisite');
    const circle = running({
      key: 'z-first',
      prerequisites: [{ experiment: 'window', variants: ['control', 'treatment'] }],
    });
    expect(one([second, circle], { shopperId: 'x' }).reason).toBe('prerequisite');
  });
});

describe('sticky units', () => {
  const kept = { variant: 'treatment', phase: 1 };
  const sticky = { ...running({ sticky: true, coverage: 0 }), phase: 3, seed: 'window:3' };

  it('keep their variant and the phase that drew it, whatever weights and coverage are now', () => {
    expect(one([sticky], { shopperId: 'x', sticky: () => kept })).toMatchObject({
      variant: 'treatment',
      phase: 1,
      reason: 'sticky',
      inExperiment: true,
    });
    expect(one([sticky], { shopperId: 'x', sticky: () => undefined }).reason).toBe('not_covered');
    expect(one([{ ...sticky, sticky: false }], { shopperId: 'x', sticky: () => kept }).reason).toBe('not_covered');
  });

  it('are drawn anew where their variant is gone, and leave where they are not meant any more', () => {
    const open = { ...sticky, coverage: 1 };
    const gone = () => ({ variant: 'gone', phase: 1 });
    expect(one([open], { shopperId: 'x', sticky: gone })).toMatchObject({ reason: 'split', phase: 3 });
    const targeted = { ...sticky, targeting: { country: 'DE' } };
    expect(one([targeted], { shopperId: 'x', sticky: () => kept }).reason).toBe('not_targeted');
  });
});

describe('UnitHashes', () => {
  it('gives what one hash after another gives, for any id and seeds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 9 }),
        fc.array(fc.string({ maxLength: 200 }), { minLength: 1 }),
        (seeds, units) => {
          const hashes = new UnitHashes(seeds);
          for (const unit of [...units, ...units.toReversed()]) {
            const states = hashes.of(unit);
            expect(seeds.map((_, at) => states[at])).toEqual(seeds.map((seed) => fnv1a(unit, fnv1a(seed))));
          }
        },
      ),
    );
  });

  it('hashes the decimal text of the first hash, as the text itself would be', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, value) => {
        const first = fnv1a(seed + value) >>> 0;
        expect(hash(seed, value, 2)).toBe(((fnv1a(String(first)) >>> 0) % 10_000) / 10_000);
      }),
      { numRuns: 2000 },
    );
  });
});
