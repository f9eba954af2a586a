import { seededRandom } from '../significance/random.js';
import { type Appeal, appealOf, gradeRelevance } from './appeal.js';
import { cascadeModel } from './cascade-model.js';
import type { ClickModel } from './click-model.js';
import { positionBasedModel } from './position-based-model.js';
import { purchaseModel } from './purchase-model.js';

const grades = [2, 0, 3, 1, 3, 0, 2, 3];
const page = grades.map((grade) => appealOf(gradeRelevance(grade, 3)));
const visits = 40_000;

/** Share of visits that click, and that look at, each rank. */
function shares(model: ClickModel, results: readonly Appeal[], seed: number) {
  const random = seededRandom(seed);
  const clicks = results.map(() => 0);
  const looks = results.map(() => 0);
  for (let visit = 0; visit < visits; visit++) {
    const { seen, clicked } = model(results, random);
    for (const rank of seen) looks[rank - 1]! += 1 / visits;
    for (const rank of clicked) clicks[rank - 1]! += 1 / visits;
  }
  return { clicks, looks };
}

function expectWithinThreeErrors(observed: readonly number[], expected: readonly number[]): void {
  observed.forEach((share, index) => {
    const probability = expected[index]!;
    const error = Math.sqrt((probability * (1 - probability)) / visits);
    expect(Math.abs(share - probability)).toBeLessThanOrEqual(3 * error + 1e-9);
  });
}

describe('appeal of a result', () => {
  it('follows the gain of its grade, from the least to the most', () => {
    expect([0, 1, 2, 3].map((grade) => gradeRelevance(grade, 3))).toEqual([0, 1 / 7, 3 / 7, 1]);
    expect([undefined, -1, 0, 9].map((grade) => gradeRelevance(grade, 3))).toEqual([0, 0, 0, 1]);
    expect(appealOf(0)).toEqual({ attraction: 0.02, satisfaction: 0 });
    expect(appealOf(1, { most: 0.9, satisfied: 0.5 })).toEqual({ attraction: 0.9, satisfaction: 0.5 });
  });
});

describe('the position-based model', () => {
  it.each([0.5, 1, 2])('looks at rank r with r^-eta and clicks with that times the attraction, eta %d', (eta) => {
    const { clicks, looks } = shares(positionBasedModel({ eta }), page, 11);
    const examined = page.map((_, index) => (index + 1) ** -eta);
    expectWithinThreeErrors(looks, examined);
    expectWithinThreeErrors(
      clicks,
      page.map(({ attraction }, index) => attraction * examined[index]!),
    );
  });
});

describe('the cascade model', () => {
  it('looks further as often as its formula says', () => {
    const continuation = 0.85;
    const { clicks, looks } = shares(cascadeModel({ continuation }), page, 12);
    let examined = 1;
    const expected = page.map(({ attraction, satisfaction }) => {
      const here = examined;
      examined *= continuation * (1 - attraction * satisfaction);
      return here;
    });
    expectWithinThreeErrors(looks, expected);
    expectWithinThreeErrors(
      clicks,
      page.map(({ attraction }, index) => attraction * expected[index]!),
    );
  });

  it('clicks nothing below a click that satisfied', () => {
    const satisfying = page.map(({ attraction }) => ({ attraction, satisfaction: 1 }));
    const random = seededRandom(13);
    const model = cascadeModel({ continuation: 1 });
    let clicks = 0;
    for (let visit = 0; visit < 2000; visit++) {
      const { seen, clicked } = model(satisfying, random);
      clicks += clicked.length;
      expect(clicked.length).toBeLessThanOrEqual(1);
      if (clicked.length === 1) expect(seen.at(-1)).toBe(clicked[0]);
      else expect(seen.length).toBe(page.length);
    }
    expect(clicks).toBeGreaterThan(500);
  });
});

describe.each([
  ['position-based', positionBasedModel()],
  ['cascade', cascadeModel()],
])('the %s model', (_, model) => {
  it('does the same for the same seed, and clicks only what was seen', () => {
    const run = (seed: number) => {
      const random = seededRandom(seed);
      return Array.from({ length: 50 }, () => model(page, random));
    };
    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
    for (const { seen, clicked } of run(5)) expect(seen).toEqual(expect.arrayContaining([...clicked]));
  });

  it('does nothing with an empty page', () => {
    expect(model([], seededRandom(1))).toEqual({ seen: [], clicked: [] });
  });
});

describe('the purchase model', () => {
  const rates = (offer: { relevance: number; price: number }, propensity: number) => {
    const random = seededRandom(21);
    const buy = purchaseModel({ cartRate: 0.25, steepness: 1.5, checkoutRate: 0.6, anotherUnit: 0.12 });
    const made = Array.from({ length: visits }, () => buy({ ...offer, usualPrice: 40 }, propensity, random));
    const sold = made.filter(({ bought }) => bought > 0);
    return {
      cart: made.filter(({ inCart }) => inCart).length / visits,
      bought: sold.length / visits,
      units: sold.reduce((sum, { bought }) => sum + bought, 0) / sold.length,
    };
  };

  it.each([
    [1, 40, 1],
    [1, 80, 1],
    [3 / 7, 20, 1],
    [1, 40, 1.6],
    [0, 1, 3],
  ])('buys relevance %d at price %d with propensity %d as its formula says', (relevance, price, propensity) => {
    const cart = propensity * 0.25 * relevance * (2 / (1 + (price / 40) ** 1.5));
    const observed = rates({ relevance, price }, propensity);
    expectWithinThreeErrors([observed.cart, observed.bought], [cart, cart * 0.6]);
    // The mean of a geometric distribution; its standard error is below .007 where anything is sold.
    if (cart > 0) expect(observed.units).toBeCloseTo(1 / 0.88, 1);
  });

  it('never buys what is not in the cart', () => {
    const random = seededRandom(3);
    const buy = purchaseModel();
    for (let click = 0; click < 2000; click++) {
      const { inCart, bought } = buy({ relevance: 1, price: 10, usualPrice: 20 }, 2, random);
      if (bought > 0) expect(inCart).toBe(true);
    }
  });
});
