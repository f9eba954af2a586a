import type { Ranked } from '../use-answers';

/** Where each product of a list stands, from 0. */
export function placesOf(products: readonly Ranked[]): ReadonlyMap<string, number> {
  return new Map(products.map((ranked, at) => [idOf(ranked), at]));
}

export function idOf({ product }: Ranked): string {
  return product?.id ?? '';
}

/** Its title; where it has none, its id. */
export function titleOf(ranked: Ranked): string {
  const title = ranked.product?.title ?? '';
  return title === '' ? idOf(ranked) : title;
}

/** How far up a product stands in a list against the other one; undefined where the other does not show it. */
export function moveOf(at: number, id: string, other: ReadonlyMap<string, number>): number | undefined {
  const there = other.get(id);
  return there === undefined ? undefined : there - at;
}
