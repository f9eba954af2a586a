import { appealOf, type ClickModel, gradeRelevance, type PurchaseModel } from '@weir/evaluation';
import type { WantedQuery } from './judged-shop.js';

/** A product of an answer, as the shopper sees it. */
export interface ShownProduct {
  readonly id: string;
  /** From 1. */
  readonly position: number;
  readonly price: number | undefined;
}

/** One thing that a shopper did with a product of an answer. */
export interface Act {
  readonly action: 'impression' | 'click' | 'add_to_cart' | 'purchase';
  readonly product: ShownProduct;
  /** For a purchase: units, and what each costs. */
  readonly sold?: { readonly quantity: number; readonly price: number };
}

/** How shoppers behave. */
export interface Behaviour {
  readonly clicks: ClickModel;
  readonly purchases: PurchaseModel;
}

export interface Situation {
  readonly query: WantedQuery;
  readonly bestGrade: number;
  /** Of the shopper. */
  readonly propensity: number;
  readonly random: () => number;
}

/**
 * What a shopper does with the products of one answer, in order: looks, clicks, puts into the cart, buys. Who has bought
 * something buys nothing else of the same answer. A product without a price sells at the query's usual one.
 */
export function act(
  page: readonly ShownProduct[],
  { query, bestGrade, propensity, random }: Situation,
  { clicks, purchases }: Behaviour,
): readonly Act[] {
  const relevances = page.map(({ id }) => gradeRelevance(query.judgments.get(id), bestGrade));
  const { seen, clicked } = clicks(
    relevances.map((relevance) => appealOf(relevance)),
    random,
  );
  const acts: Act[] = seen.map((rank) => ({ action: 'impression', product: page[rank - 1]! }));
  let satisfied = false;
  for (const rank of clicked) {
    const product = page[rank - 1]!;
    acts.push({ action: 'click', product });
    if (satisfied) continue;
    const price = product.price ?? query.usualPrice;
    const offer = { relevance: relevances[rank - 1]!, price, usualPrice: query.usualPrice };
    const { inCart, bought } = purchases(offer, propensity, random);
    if (inCart) acts.push({ action: 'add_to_cart', product });
    if (bought > 0) acts.push({ action: 'purchase', product, sold: { quantity: bought, price } });
    satisfied = bought > 0;
  }
  return acts;
}
