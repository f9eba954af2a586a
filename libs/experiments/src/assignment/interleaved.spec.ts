import { begun, interleaving, running } from '../../test/make-experiment.js';
import { assign } from './assign.js';
import type { AssignmentResult } from './assignment.js';
import { compileExperiments } from './compile-experiments.js';

const now = begun + 1;
const result = (experiments: Parameters<typeof compileExperiments>[0], shopperId = 's1'): AssignmentResult =>
  assign(compileExperiments(experiments), { shopperId, now });

describe('a unit of an interleaved experiment', () => {
  const both = running(interleaving());

  it('sees both variants, laid over the base Plan apart', () => {
    const { assignments, overlays, interleaved } = result([both]);
    expect(assignments).toMatchObject([{ variant: 'interleaved', reason: 'split', inExperiment: true }]);
    expect(overlays).toEqual([]);
    expect(interleaved).toEqual({
      experiment: 'rankers',
      variants: ['control', 'other'],
      overlays: [{ experiment: 'rankers', variant: 'other', plan: { ranker: { model: null } } }],
    });
  });

  it('carries the variants of other experiments in both rankings', () => {
    const ab = running({ key: 'ab', forced: { s1: 'treatment' } });
    const { overlays, interleaved } = result([both, ab]);
    expect(overlays.map(({ experiment }) => experiment)).toEqual(['ab']);
    expect(interleaved!.overlays.map(({ experiment }) => experiment)).toEqual(['ab', 'rankers']);
  });

  it('is covered in its share, and a tester sees one of them', () => {
    const half = compileExperiments([running(interleaving({ coverage: 0.3, forced: { tester: 'other' } }))]);
    const covered = Array.from({ length: 2000 }, (_, n) => assign(half, { shopperId: `s${n}`, now })).filter(
      ({ interleaved }) => interleaved !== undefined,
    );
    expect(covered.length / 2000).toBeCloseTo(0.3, 1);
    const tester = assign(half, { shopperId: 'tester', now });
    expect(tester).toMatchObject({ assignments: [{ variant: 'other', inExperiment: false }] });
    expect(tester.interleaved).toBeUndefined();
    expect(tester.overlays.map(({ variant }) => variant)).toEqual(['other']);
  });

  it('is in one such experiment only, should two be there', () => {
    const { assignments, interleaved } = result([both, running(interleaving({ key: 'second' }))]);
    expect(interleaved!.experiment).toBe('rankers');
    expect(assignments.map(({ variant, reason }) => [variant, reason])).toEqual([
      ['interleaved', 'split'],
      [null, 'layer'],
    ]);
  });
});
