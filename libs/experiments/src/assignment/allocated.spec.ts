import { begun, running } from '../../test/make-experiment.js';
import type { Experiment, ExperimentInput } from '../definition/experiment.js';
import { edited } from '../life-cycle/edit.js';
import { definitionOf } from '../definition/check.js';
import { assign } from './assign.js';
import type { Assignment, StickyLookup } from './assignment.js';
import { compileExperiments } from './compile-experiments.js';
import { experimentDefinitionSchema } from '../definition/experiment.js';

const hour = 3_600_000;
const bandit = (input: Partial<ExperimentInput> = {}): Experiment =>
  running({ allocation: { method: 'thompson' }, metrics: { primary: 'conversion' }, ...input });

/** The same with another batch whose weights are these. */
function withBatch(experiment: Experiment, control: number): Experiment {
  const phase = experiment.phases.at(-1)!;
  const batch = { batch: phase.batches!.length + 1, from: begun, weights: { control, treatment: 1 - control } };
  return {
    ...experiment,
    phases: [...experiment.phases.slice(0, -1), { ...phase, batches: [...phase.batches!, batch] }],
  };
}

function draw(experiment: Experiment, units: number, now = begun + 1, sticky?: StickyLookup): readonly Assignment[] {
  const compiled = compileExperiments([experiment]);
  return Array.from({ length: units }, (_, n) => assign(compiled, { shopperId: `s${n}`, now, sticky }).assignments[0]!);
}

const shareOf = (drawn: readonly Assignment[]): number =>
  drawn.filter(({ variant }) => variant === 'control').length / drawn.filter(({ variant }) => variant !== null).length;

describe('a unit of an allocated experiment', () => {
  it('is drawn by the weights of the batch in force, and says which it was', () => {
    const first = draw(bandit(), 20_000);
    expect(shareOf(first)).toBeCloseTo(0.5, 1);
    expect(first[0]).toMatchObject({ reason: 'split', batch: 1 });
    const second = draw(withBatch(bandit(), 0.123), 20_000);
    expect(Math.abs(shareOf(second) - 0.123)).toBeLessThan(0.007);
    expect(second[0]).toMatchObject({ batch: 2 });
  });

  it('has the same chances however long it was not covered: coverage has a hash of its own', () => {
    const ramp = [{ after_hours: 24, coverage: 0.8 }];
    const before = bandit({ coverage: 0.3, ramp });
    const early = draw(before, 40_000);
    const late = draw(withBatch(before, 0.8), 40_000, begun + 25 * hour);
    const covered = (drawn: readonly Assignment[]) => drawn.map(({ variant }) => variant !== null);
    const [was, is] = [covered(early), covered(late)];
    expect(was.filter(Boolean).length / 40_000).toBeCloseTo(0.3, 1);
    expect(is.filter(Boolean).length / 40_000).toBeCloseTo(0.8, 1);
    // Nobody drops out, and those who come by the ramp are drawn by the new weights alone.
    expect(was.every((each, at) => !each || is[at])).toBe(true);
    expect(Math.abs(shareOf(late.filter((_, at) => !was[at])) - 0.8)).toBeLessThan(0.015);
  });

  it('keeps its variant and the batch that drew it in later batches, though not in another phase', () => {
    const kept = draw(bandit(), 500).map(({ variant, phase, batch }) => ({ variant: variant!, phase, batch }));
    const sticky: StickyLookup = (_, unit) => kept[Number(unit.slice(1))];
    const again = draw(withBatch(bandit(), 0.05), 500, begun + 1, sticky);
    expect(again.map(({ variant, batch }) => [variant, batch])).toEqual(kept.map(({ variant }) => [variant, 1]));
    expect(again[0]!.reason).toBe('sticky');

    const definition = experimentDefinitionSchema.parse({ ...definitionOf(bandit()), targeting: {} });
    const next = edited(withBatch(bandit(), 0.05), definition, { now: begun + hour, newPhase: true });
    expect(next.phases[1]!.batches).toMatchObject([{ batch: 1, weights: { control: 0.5, treatment: 0.5 } }]);
    expect(draw(next, 20, begun + 2 * hour, sticky)[0]).toMatchObject({ reason: 'split', phase: 2, batch: 1 });
  });
});
