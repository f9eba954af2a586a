import fc from 'fast-check';
import { Dimmer } from './index.js';

describe('the dimmer', () => {
  let now = 0;
  beforeEach(() => {
    now = 0;
  });
  const dimmer = (): Dimmer => new Dimmer(() => now);

  it('leaves all of the work while nothing is strained', () => {
    const one = dimmer();
    for (; now < 1000; now += 50) expect(one.share()).toBe(1);
  });

  it('falls by a fifth every strained tenth of a second, however often it is told, and comes back within five seconds', () => {
    const one = dimmer();
    for (; now < 1000; now += 10) one.strain();
    expect(one.share()).toBeCloseTo(0.8 ** 10);
    const fallen = one.share();
    now += 1000;
    // The interval that it was last told in counts as strained.
    expect(one.share()).toBeCloseTo(fallen * 0.8 ** 0 + 0.2, 1);
    now += 5000;
    expect(one.share()).toBe(1);
  });

  it('comes back in the same time whether or not anybody looks', () => {
    const [looked, alone] = [dimmer(), dimmer()];
    for (; now < 500; now += 50) {
      looked.strain();
      alone.strain();
    }
    for (; now < 2000; now += 30) looked.share();
    expect(looked.share()).toBeCloseTo(alone.share());
  });

  it('stays a share whatever happens', () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.boolean()), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (all) => {
        now = 0;
        const one = dimmer();
        for (const [ms, strained] of all) {
          now += ms;
          if (strained) one.strain();
          expect(one.share()).toBeGreaterThanOrEqual(0);
          expect(one.share()).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
