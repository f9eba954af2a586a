/** A product that was clicked, as it looks to who thinks of buying it. */
export interface Offer {
  /** 0 to 1, see `gradeRelevance`. */
  readonly relevance: number;
  readonly price: number;
  /** What such a product usually costs, in the same currency. */
  readonly usualPrice: number;
}

/** What became of a click. */
export interface Purchase {
  readonly inCart: boolean;
  /** Units bought; 0 where it was not bought. */
  readonly bought: number;
}

export interface PurchaseOptions {
  /** Probability that the best grade at the usual price goes into the cart of a shopper of propensity 1. @defaultValue 0.15 */
  readonly cartRate?: number;
  /** How steeply a higher price puts off. @defaultValue 1.5 */
  readonly steepness?: number;
  /** Probability that what is in the cart is paid for. @defaultValue 0.6 */
  readonly checkoutRate?: number;
  /** Probability of one more unit, again and again. @defaultValue 0.12 */
  readonly anotherUnit?: number;
}

export type PurchaseModel = (offer: Offer, propensity: number, random: () => number) => Purchase;

/**
 *     P(cart | click) = min(1, propensity * cartRate * relevance * 2 / (1 + (price / usualPrice)^steepness))
 *     P(purchase | cart) = checkoutRate
 *     P(n units | purchase) = (1 - anotherUnit) * anotherUnit^(n - 1)
 *
 * The price's factor is a logistic curve of the logarithm of the price, as in a logit model of demand (McFadden, 1974):
 * 1 at the usual price, 2 where it is given away. What does not answer the query at all (relevance 0) is never bought.
 */
export function purchaseModel({
  cartRate = 0.15,
  steepness = 1.5,
  checkoutRate = 0.6,
  anotherUnit = 0.12,
}: PurchaseOptions = {}): PurchaseModel {
  return ({ relevance, price, usualPrice }, propensity, random) => {
    const demand = 2 / (1 + (price / usualPrice) ** steepness);
    const inCart = random() < propensity * cartRate * relevance * demand;
    if (!inCart || random() >= checkoutRate) return { inCart, bought: 0 };
    let bought = 1;
    while (random() < anotherUnit) bought++;
    return { inCart, bought };
  };
}
