import { demoShop } from '@weir/catalogue';
import type { Judgments } from '@weir/evaluation';
import type { Shop } from './shop.js';

/** A query with what answers it, and how well. */
export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  readonly judgments: Judgments;
}

/** A query that shoppers search for. */
export interface WantedQuery extends JudgedQuery {
  /** What a product that answers it usually costs. */
  readonly usualPrice: number;
}

/** What shoppers want of the shop that a server serves. */
export interface JudgedShop {
  readonly queries: readonly WantedQuery[];
  /** The best grade that any product has. */
  readonly bestGrade: number;
}

/** The queries of the demonstration shop. Its products are made once more to judge them. */
export function demoQueries(demo: { readonly products: number; readonly seed: number }): readonly JudgedQuery[] {
  return demoShop(demo)
    .queries()
    .map(({ id, text, judgments }) => ({
      id,
      text,
      judgments: new Map(judgments.map((judgment) => [judgment.id, judgment.grade])),
    }));
}

/** Products a query that its usual price is taken from. */
const pricedProducts = 10;

/**
 * Asks the server what the best products of each query cost. Queries none of whose good products are in its catalogue
 * are left out; rejects where that is most of them.
 */
export async function surveyShop(
  judged: readonly JudgedQuery[],
  server: Pick<Shop, 'address' | 'prices'>,
): Promise<JudgedShop> {
  const good = judged.map(({ judgments }) =>
    [...judgments]
      .filter(([, grade]) => grade > 0)
      .sort(([, a], [, b]) => b - a)
      .slice(0, pricedProducts)
      .map(([id]) => id),
  );
  const prices = await server.prices([...new Set(good.flat())]);
  const known = judged.flatMap((query, index) => {
    const found = good[index]!.filter((id) => prices.has(id));
    return found.length === 0 ? [] : [{ query, prices: found.flatMap((id) => prices.get(id) ?? []) }];
  });
  if (known.length < judged.length / 2) {
    throw new Error(
      `The catalogue at ${server.address} has products for only ${known.length} of ${judged.length} judged queries: ` +
        'simulate with judgments of the catalogue that it serves (weir simulate --queries, --qrels), or serve the demonstration shop.',
    );
  }
  // Where nothing that answers a query has a price, the shop's middle one has to do.
  const anywhere = median([...prices.values()].flatMap((price) => price ?? [])) ?? unknownPrice;
  return {
    queries: known.map(({ query, prices: ofQuery }) => ({ ...query, usualPrice: median(ofQuery) ?? anywhere })),
    bestGrade: judged.reduce((best, { judgments }) => Math.max(best, ...judgments.values()), 0),
  };
}

/** In a shop without prices. */
const unknownPrice = 20;

function median(values: readonly number[]): number | undefined {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
