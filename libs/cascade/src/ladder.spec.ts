import fc from 'fast-check';
import { FakeTime } from '../test/fake-time.js';
import { createCosts } from './costs.js';
import { Deadline } from './deadline.js';
import { type Allowance, Ladder } from './ladder.js';
import { type PartialPlan, planSchema } from './plan.js';
import type { PreparedSearch } from './prepare.js';

const candidates = 1000;

/** Features and ranking cost 4 ms, and a pair 1 ms: the window of twenty 20 ms. */
function ladderOf(share: () => number): { ladder: Ladder; costs: ReturnType<typeof createCosts> } {
  const costs = createCosts();
  for (let run = 0; run < 100; run++) {
    costs.features.learn(candidates, 3);
    costs.rank.learn(1, 1);
    costs.pair.learn(20, 20);
    costs.known.learn(0.5);
  }
  return { ladder: new Ladder(costs, share), costs };
}

function search(partial: PartialPlan = {}, unhurried = false): PreparedSearch {
  const plan = planSchema.parse(partial);
  const deadline = new Deadline(new FakeTime(), unhurried ? Infinity : 1250);
  return { plan, request: { query: 'shoe' }, run: { deadline } } as unknown as PreparedSearch;
}

/** From the best down. */
const heightOf = ({ ranks, rerankMs }: Allowance): number =>
  ranks ? 1 + (rerankMs === undefined ? 0 : 1 + rerankMs) : 0;

describe('the ladder', () => {
  it('does everything while the dimmer leaves all, and from there less and less', () => {
    let share = 1;
    const { ladder } = ladderOf(() => share);
    const at = (now: number): Allowance => {
      share = now;
      return ladder.allowance(search(), candidates);
    };
    expect(at(1)).toEqual({ ranks: true, rerankMs: Infinity });
    expect(at(0.96)).toEqual({ ranks: true, rerankMs: Infinity });
    expect(at(0.5)).toEqual({ ranks: true, rerankMs: expect.closeTo(8, 1) as number });
    // Four pairs cost 4 ms: less than three quarters of that is not worth its way, and what is cached is.
    expect(at(0.2)).toEqual({ ranks: true, rerankMs: 0 });
    // Less than three quarters of what ranking costs.
    expect(at(0.1)).toEqual({ ranks: false, rerankMs: undefined });
    expect(at(1)).toEqual({ ranks: true, rerankMs: Infinity });
  });

  it('leaves cached scores out where hardly any is, but looks for them now and then', () => {
    const { ladder, costs } = ladderOf(() => 0.2);
    for (let run = 0; run < 100; run++) costs.known.learn(0);
    const looked = Array.from({ length: 100 }, () => ladder.allowance(search(), candidates).rerankMs);
    expect(looked.filter((ms) => ms === 0)).toHaveLength(5);
    expect(looked.filter((ms) => ms === undefined)).toHaveLength(95);
  });

  it('does not go up and down with a share that does', () => {
    let share = 1;
    const { ladder } = ladderOf(() => share);
    const ranks: boolean[] = [];
    // Ranking costs a sixth of the work that can be left out.
    for (const next of [0.2, 0.14, 0.16, 0.13, 0.15, 0.11, 0.13, 0.16, 0.12, 0.17]) {
      share = next;
      ranks.push(ladder.allowance(search(), candidates).ranks);
    }
    expect(ranks).toEqual([true, true, true, true, true, false, false, false, false, true]);
  });

  it('is not for searches that nobody waits for, nor where the Plan has it off', () => {
    const { ladder } = ladderOf(() => 0);
    const everything = { ranks: true, rerankMs: Infinity };
    expect(ladder.allowance(search({ ladder: { enabled: false } }), candidates)).toEqual(everything);
    expect(ladder.allowance(search({}, true), candidates)).toEqual(everything);
    expect(ladder.allowance(search(), candidates)).toEqual({ ranks: false, rerankMs: undefined });
  });

  it('never does more for a smaller share, and never spends more than it', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 20 });
    fc.assert(
      fc.property(shares, (given) => {
        let share = 1;
        const { ladder } = ladderOf(() => share);
        const heights = given
          .toSorted((one, other) => other - one)
          .map((next) => {
            share = next;
            const allowance = ladder.allowance(search(), candidates);
            if (allowance.rerankMs !== undefined && allowance.rerankMs < Infinity)
              expect(allowance.rerankMs).toBeLessThanOrEqual(share * 24 + 1e-9);
            return heightOf(allowance);
          });
        expect(heights).toEqual(heights.toSorted((one, other) => other - one));
      }),
    );
  });
});
