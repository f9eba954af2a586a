import type { ClickModel } from './click-model.js';

/**
 * The position-based model: a click is a look and an attraction, independent of all other ranks.
 *
 *     P(click at rank r) = r^-eta * attraction(r)
 *
 * Craswell, Zoeter, Taylor and Ramsey, "An experimental comparison of click position-bias models", WSDM 2008 (the
 * examination hypothesis); the power of the rank as in Joachims, Swaminathan and Schnabel, "Unbiased learning-to-rank
 * with biased feedback", WSDM 2017. Satisfaction plays no part.
 */
export function positionBasedModel({ eta = 1 }: { readonly eta?: number } = {}): ClickModel {
  return (page, random) => {
    const seen: number[] = [];
    const clicked: number[] = [];
    page.forEach(({ attraction }, index) => {
      const rank = index + 1;
      // Both numbers are drawn at every rank, so that what happens at one leaves the others as they were.
      const looks = random() < rank ** -eta;
      const likes = random() < attraction;
      if (looks) seen.push(rank);
      if (looks && likes) clicked.push(rank);
    });
    return { seen, clicked };
  };
}
