import { seededRandom } from '@weir/evaluation';
import fc from 'fast-check';
import { clickCredit } from './click-credit.js';
import { teamDraft } from './team-draft.js';

const ranking = fc.uniqueArray(fc.integer({ min: 0, max: 30 }).map(String), { maxLength: 25 });
const seed = fc.integer({ min: 0, max: 1e6 });
const heads = (): number => 0;
const tails = (): number => 0.99;

describe('teamDraft', () => {
  it('drafts the example of the paper, for a coin that always falls to one side', () => {
    const page = (coin: () => number): string =>
      teamDraft(['1', '2', '3', '4'], ['2', '5', '1', '6'], coin)
        .map(({ id, team }) => `${id}${team ?? '-'}`)
        .join(' ');
    // Round 1: a takes 1, b takes 2. Round 2: a takes 3, b takes 5. Round 3: a takes 4, b takes 6.
    expect(page(heads)).toBe('1a 2b 3a 5b 4a 6b');
    // Round 1: b takes 2, a takes 1. Round 2: b takes 5, a takes 3.
    expect(page(tails)).toBe('2b 1a 5b 3a 6b 4a');
  });

  it('shows every id of both lists once, whatever they share', () => {
    fc.assert(
      fc.property(ranking, ranking, seed, (a, b, of) => {
        const ids = teamDraft(a, b, seededRandom(of)).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(ids)).toEqual(new Set([...a, ...b]));
      }),
    );
  });

  it('begins with the best of both lists: the first k picks hold no id that stands below k in both', () => {
    fc.assert(
      fc.property(ranking, ranking, seed, (a, b, of) => {
        teamDraft(a, b, seededRandom(of)).forEach(({ id }, place) => {
          const best = Math.min(...[a.indexOf(id), b.indexOf(id)].filter((rank) => rank >= 0));
          expect(best).toBeLessThanOrEqual(place);
        });
      }),
    );
  });

  it('keeps the teams within one pick of each other all the way down, and picks in the order of its list', () => {
    fc.assert(
      fc.property(ranking, ranking, seed, (a, b, of) => {
        const last = { a: -1, b: -1 };
        let lead = 0;
        for (const { id, team } of teamDraft(a, b, seededRandom(of))) {
          if (team === null) continue;
          const rank = (team === 'a' ? a : b).indexOf(id);
          expect(rank).toBeGreaterThan(last[team]);
          last[team] = rank;
          lead += team === 'a' ? 1 : -1;
          expect(Math.abs(lead)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('gives the same page for the same seed, and each team begins half of the pages', () => {
    const list = ['1', '2', '3'];
    expect(teamDraft(list, ['4', '5'], seededRandom(7))).toEqual(teamDraft(list, ['4', '5'], seededRandom(7)));
    const random = seededRandom(1);
    let begun = 0;
    for (let i = 0; i < 10_000; i++) if (teamDraft(list, list, random)[0]!.team === 'a') begun++;
    expect(Math.abs(begun / 10_000 - 0.5)).toBeLessThan(0.015);
  });

  it('gives no team to what follows once a list is used up', () => {
    expect(teamDraft(['1', '2', '3', '4'], ['1'], heads).map(({ team }) => team)).toEqual(['a', null, null, null]);
    expect(teamDraft([], ['1', '2'], heads).map(({ team }) => team)).toEqual([null, null]);
    expect(teamDraft([], [], heads)).toEqual([]);
  });

  it('favours neither of two rankings when clicks do not depend on relevance', () => {
    const random = seededRandom(3);
    let credit = 0;
    const rounds = 20_000;
    for (let i = 0; i < rounds; i++) {
      const page = teamDraft(['1', '2', '3', '4'], ['4', '3', '2', '1'], random);
      // Only the first place is ever looked at: the coin alone decides whose it is.
      credit += clickCredit(page, new Set([page[0]!.id]));
    }
    expect(Math.abs(credit / rounds)).toBeLessThan(3 / Math.sqrt(rounds));
  });
});

describe('clickCredit', () => {
  const page = [
    { id: '1', team: 'a' },
    { id: '2', team: 'b' },
    { id: '3', team: 'b' },
    { id: '4', team: null },
  ] as const;

  it('is what b got more than a, without results that have no team or were not shown', () => {
    expect(clickCredit(page, new Set(['2', '3', '1', '4', '9']))).toBe(1);
    expect(clickCredit(page, new Set(['1']))).toBe(-1);
    expect(clickCredit(page, new Set(['4', '9']))).toBe(0);
  });
});
