import type { Client } from '@opensearch-project/opensearch';
import { patched, type ProductPatch, type StoredProduct } from '@weir/catalogue';
import { textVersion, type ProductSource, toProduct, toSource } from './product-source.js';
import { readDocuments, unchanged } from './read-documents.js';
import { writeDocuments } from './write-documents.js';

/** A product after a change of some of its fields. */
export interface Patched extends StoredProduct {
  /** The version that it was changed from. */
  readonly before: number;
  /** See `textVersion`. */
  readonly text: number;
}

interface Turn {
  readonly patch: ProductPatch;
  /** In the list of patches. */
  readonly place: number;
}

/**
 * Changes products as they are when the change is written: one that somebody else has written since it was read is read
 * again. Resolves in order; undefined where there is no product of the id.
 */
export async function patchProducts(
  client: Client,
  index: string,
  patches: readonly ProductPatch[],
): Promise<readonly (Patched | undefined)[]> {
  const results: (Patched | undefined)[] = patches.map(() => undefined);
  let waiting: readonly Turn[] = patches.map((patch, place) => ({ patch, place }));
  while (waiting.length > 0) {
    // Of several changes of one product each is made of what the one before it wrote.
    const seen = new Set<string>();
    const turns = waiting.filter(({ patch: { id } }) => !seen.has(id) && seen.add(id));
    const late = await patchOnce(client, index, turns, results);
    waiting = waiting.filter((turn) => late.has(turn) || !turns.includes(turn));
  }
  return results;
}

/** Resolves with those that have to be tried again. */
async function patchOnce(
  client: Client,
  index: string,
  turns: readonly Turn[],
  results: (Patched | undefined)[],
): Promise<ReadonlySet<Turn>> {
  const ids = turns.map(({ patch: { id } }) => id);
  const found = await readDocuments<ProductSource>(client, index, ids);
  const changes = turns.flatMap((turn, at) => {
    const before = found[at];
    if (before?.source.live !== true) return [];
    const product = patched(toProduct(before.source), turn.patch);
    const text = textVersion({ version: before.sequence + 1, source: before.source });
    return [{ turn, before, product, text }];
  });
  const outcomes = await writeDocuments(
    client,
    index,
    changes.map(({ before, product, text }) => ({
      id: product.id,
      source: { ...toSource(product), text } satisfies ProductSource,
      condition: unchanged(before),
    })),
    'the product',
  );
  const late = new Set<Turn>();
  changes.forEach(({ turn, before, product, text }, at) => {
    const outcome = outcomes[at]!;
    if (outcome.kind === 'conflict') late.add(turn);
    else results[turn.place] = { product, version: outcome.position, before: before.sequence + 1, text };
  });
  return late;
}
