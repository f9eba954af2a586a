/** Writes that are under way at once: storage commits them together. */
const together = 64;

/** Does something with each, some at once; in order where it matters to nobody. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += together) {
    results.push(...(await Promise.all(items.slice(at, at + together).map(work))));
  }
  return results;
}
