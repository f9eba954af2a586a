import type { SearchResponse } from '@weir/cascade';
import type { InterleavedPage } from '@weir/storage';

/** Whose results an interleaved page shows, as it is kept with its search; undefined for any other page. */
export function picksOf({ variants, products }: SearchResponse): InterleavedPage | undefined {
  const page = variants.find((each) => each.interleaved === true && each.counted && each.missed === undefined);
  if (page === undefined) return undefined;
  const picks: Record<string, string[]> = {};
  for (const { team, product } of products) {
    if (team !== undefined) (picks[team] ??= []).push(product.id);
  }
  return { interleaved: page.experiment, interleaved_phase: page.phase, picks: JSON.stringify(picks) };
}
