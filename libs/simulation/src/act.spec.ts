import type { ClickModel, PurchaseModel } from '@weir/evaluation';
import { type Act, act, type ShownProduct } from './act.js';
import { toEvent } from './to-event.js';

const query = { id: 'q', text: 'lamp', judgments: new Map([['good', 3]]), usualPrice: 30 };
const situation = { query, bestGrade: 3, propensity: 1, random: () => 0.5 };
const page: readonly ShownProduct[] = ['good', 'unjudged', 'good'].map((id, index) => ({
  id,
  position: index + 1,
  price: id === 'good' ? 19.99 : undefined,
}));
const clicksAll: ClickModel = (results) => {
  const ranks = results.map((_, index) => index + 1);
  return { seen: ranks, clicked: ranks };
};
const buysTwo: PurchaseModel = ({ relevance }) => ({ inCart: relevance > 0, bought: relevance > 0 ? 2 : 0 });

describe('what a shopper does with an answer', () => {
  it('buys once, and nothing that does not answer the query', () => {
    const acts = act(page, situation, { clicks: clicksAll, purchases: buysTwo });
    expect(acts.map(({ action, product }) => `${action} ${product.position}`)).toEqual([
      'impression 1',
      'impression 2',
      'impression 3',
      'click 1',
      'add_to_cart 1',
      'purchase 1',
      'click 2',
      'click 3',
    ]);
  });

  it('tells the click model how attractive each product is by its grade, unjudged ones like grade 0', () => {
    let seen: readonly number[] = [];
    const clicks: ClickModel = (results) => {
      seen = results.map(({ attraction }) => attraction);
      return { seen: [], clicked: [] };
    };
    act(page, situation, { clicks, purchases: buysTwo });
    expect(seen[0]).toBe(seen[2]);
    expect(seen[0]).toBeGreaterThan(seen[1]!);
    expect(seen[1]).toBeGreaterThan(0);
  });

  it('offers a product without a price for what such products cost', () => {
    const offered: number[] = [];
    const purchases: PurchaseModel = ({ price, usualPrice }) => {
      offered.push(price, usualPrice);
      return { inCart: false, bought: 0 };
    };
    act(page, situation, { clicks: clicksAll, purchases });
    expect(offered).toEqual([19.99, 30, 30, 30, 19.99, 30]);
  });
});

describe('an act as an event', () => {
  const origin = { searchId: 's', shopperId: 'sim-1-2', sessionId: 'sim-1-2-r', name: 'sim-1-2-r-0', currency: 'EUR' };
  const bought: Act = { action: 'purchase', product: page[0]!, sold: { quantity: 2, price: 19.99 } };

  it('has what was paid for all units, in the smallest unit of the currency', () => {
    expect(toEvent(bought, origin)).toMatchObject({
      event_id: 'sim-1-2-r-0-purchase-1',
      action: 'purchase',
      product_id: 'good',
      position: 1,
      quantity: 2,
      revenue_minor: 3998,
      currency: 'EUR',
    });
    expect(
      toEvent({ ...bought, sold: { quantity: 1, price: 1200 } }, { ...origin, currency: 'JPY' }).revenue_minor,
    ).toBe(1200);
  });

  it('has no time and, but for a purchase, no money', () => {
    const { at_ms, revenue_minor, currency } = toEvent({ action: 'click', product: page[1]! }, origin);
    expect([at_ms, revenue_minor, currency]).toEqual([undefined, undefined, undefined]);
  });
});
