import { begun, running } from '../../test/make-experiment.js';
import { ramped } from './ramp.js';
import { coverageAt } from './schedule.js';

const hour = 3_600_000;

describe('ramping an experiment', () => {
  it('lets more units take part at once, and keeps the steps that go beyond it', () => {
    const steps = [
      { after_hours: 0, coverage: 0.05 },
      { after_hours: 24, coverage: 0.1 },
      { after_hours: 48, coverage: 0.8 },
    ];
    const after = ramped(running({ coverage: 1, ramp: steps }), 0.3, begun + hour);
    expect(coverageAt(after, begun + hour)).toBe(0.3);
    expect(coverageAt(after, begun + 25 * hour)).toBe(0.3);
    expect(coverageAt(after, begun + 49 * hour)).toBe(0.8);
  });

  it('changes nothing of who gets what', () => {
    const before = running({ coverage: 0.1 });
    expect(ramped(before, 1, begun + hour)).toEqual({ ...before, coverage: 1 });
  });

  it('refuses what would make units drop out, and what is no share', () => {
    const experiment = running({ coverage: 0.5 });
    for (const coverage of [0.4, 0, 1.1, Number.NaN])
      expect(() => ramped(experiment, coverage, begun + hour)).toThrow('coverage');
  });
});
