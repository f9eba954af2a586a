import type { ClickModel } from './click-model.js';

/**
 * The cascade model: the shopper reads from the top, clicks what attracts, and stops once satisfied; who is not goes on
 * to the next rank with probability `continuation`.
 *
 *     P(look at rank 1) = 1
 *     P(look at rank r + 1) = P(look at rank r) * continuation * (1 - attraction(r) * satisfaction(r))
 *     P(click at rank r) = P(look at rank r) * attraction(r)
 *
 * With satisfaction and continuation 1 it is the cascade model of Craswell, Zoeter, Taylor and Ramsey, "An experimental
 * comparison of click position-bias models", WSDM 2008: one click, and nothing below it. Satisfaction and giving up are
 * those of Chapelle and Zhang, "A dynamic Bayesian network click model for web search ranking", WWW 2009.
 */
export function cascadeModel({ continuation = 0.85 }: { readonly continuation?: number } = {}): ClickModel {
  return (page, random) => {
    const seen: number[] = [];
    const clicked: number[] = [];
    for (const [index, { attraction, satisfaction }] of page.entries()) {
      seen.push(index + 1);
      if (random() < attraction) {
        clicked.push(index + 1);
        if (random() < satisfaction) break;
      }
      if (random() >= continuation) break;
    }
    return { seen, clicked };
  };
}
