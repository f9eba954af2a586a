import { type Evidence, recommend, type VariantEvidence } from './recommend.js';

const fine = { pValue: 0.5, mismatch: false };
const better: VariantEvidence = {
  variant: 'new',
  units: 1000,
  primary: { metric: 'conversion', gain: 0.05, significant: true },
  guardrails: [{ metric: 'latency_mean', state: 'ok' }],
};

function evidence(parts: Partial<Evidence> = {}): Evidence {
  return {
    running: true,
    days: 5,
    plannedUnits: 2000,
    control: { variant: 'control', units: 1000 },
    treatments: [{ ...better, primary: { metric: 'conversion', gain: 0.05, significant: false } }],
    sampleRatio: fine,
    exposure: { pValue: 0.5, lost: false },
    crossed: 0,
    ...parts,
  };
}

describe('recommend', () => {
  it('keeps an undecided experiment running and says how long', () => {
    expect(recommend(evidence())).toMatchObject({ action: 'keep_running', daysLeft: 5 });
    expect(recommend(evidence()).reason).toContain('1000 of 2000 units');
  });

  it('ships the best of the variants that won', () => {
    const treatments = [better, { ...better, variant: 'newer', primary: { ...better.primary!, gain: 0.08 } }];
    expect(recommend(evidence({ treatments }))).toMatchObject({ action: 'ship', variant: 'newer' });
  });

  it('does not ship what breaks a guardrail, or may', () => {
    const broken = { ...better, guardrails: [{ metric: 'latency_mean', state: 'broken' as const }] };
    expect(recommend(evidence({ treatments: [broken] }))).toMatchObject({ action: 'roll_back' });
    const unsure = { ...better, guardrails: [{ metric: 'latency_mean', state: 'unsure' as const }] };
    expect(recommend(evidence({ treatments: [unsure] }))).toMatchObject({ action: 'keep_running' });
  });

  it('ships the sound one of two variants when the other one breaks a guardrail', () => {
    const broken = { ...better, variant: 'bad', guardrails: [{ metric: 'latency_mean', state: 'broken' as const }] };
    expect(recommend(evidence({ treatments: [broken, better] }))).toMatchObject({ action: 'ship', variant: 'new' });
  });

  it('rolls back what makes the primary metric worse', () => {
    const worse = { ...better, primary: { metric: 'conversion', gain: -0.05, significant: true } };
    expect(recommend(evidence({ treatments: [worse] }))).toMatchObject({ action: 'roll_back' });
  });

  it('trusts no result, however good, of an experiment that is broken', () => {
    const treatments = [better];
    const mismatch = { pValue: 1e-9, mismatch: true };
    expect(recommend(evidence({ treatments, sampleRatio: mismatch }))).toMatchObject({ action: 'broken' });
    expect(recommend(evidence({ treatments, exposure: { pValue: 1e-9, lost: true } }))).toMatchObject({
      action: 'broken',
    });
    expect(recommend(evidence({ treatments, crossed: 0.02 }))).toMatchObject({ action: 'broken' });
  });

  it('stops when the planned units were seen and nothing was found', () => {
    expect(recommend(evidence({ plannedUnits: 900 }))).toMatchObject({ action: 'stop' });
  });

  it('has nothing to say of an experiment that does not run', () => {
    expect(recommend(evidence({ running: false }))).toMatchObject({ action: 'none' });
  });
});
