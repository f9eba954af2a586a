import { patched, type ProductPatch, type StoredProduct } from '@weir/catalogue';
import type { PatchedProduct, StoredVector } from '../product-store.js';
import type { Transaction } from './commit-queue.js';
import type { LiveVersions } from './live-versions.js';
import { vectorBytes } from './vector-bytes.js';

/** What is committed of products. */
interface Committed {
  readonly live: LiveVersions;
  readonly products: (ids: readonly string[]) => Promise<readonly (StoredProduct | undefined)[]>;
  /** Vectors of these versions, in the order in which they were kept. */
  readonly vectors: (
    versions: readonly number[],
  ) => Promise<readonly { readonly version: number; readonly vector: StoredVector }[]>;
}

/**
 * Writes products anew with their changes; when the transaction ends their vectors go over to the new versions. Writes
 * take their turns, so what is read here is what the change is made of: what is committed or, of a product that the same
 * transaction writes, staged. What is given back is told once the transaction is committed.
 */
export async function patchProducts(
  transaction: Transaction,
  patches: readonly ProductPatch[],
  committed: Committed,
): Promise<() => readonly (PatchedProduct | undefined)[]> {
  const { staged, carried } = transaction;
  await stage(transaction, [...new Set(patches.map(({ id }) => id))], committed);
  const rows = await transaction.appender('products');
  const results = patches.map((patch) => {
    const known = staged.get(patch.id);
    if (known?.stored === undefined) return undefined;
    const product = patched(known.stored.product, patch);
    const version = committed.live.next();
    rows.appendBigInt(BigInt(version));
    rows.appendVarchar(product.id);
    rows.appendVarchar(JSON.stringify(product));
    rows.endRow();
    staged.set(patch.id, { ...known, stored: { product, version } });
    return { product, version, before: known.stored.version };
  });
  // Once for all changes that share the transaction.
  transaction.atEnd.set('vectors of patched products', () => carryVectors(transaction, committed));
  return () => results.map((result) => result && { ...result, encoders: carried.get(result.product.id) ?? [] });
}

async function stage({ staged }: Transaction, ids: readonly string[], { products }: Committed): Promise<void> {
  const unread = ids.filter((id) => !staged.has(id));
  const read = await products(unread);
  unread.forEach((id, at) => {
    const stored = read[at];
    if (stored !== undefined) staged.set(id, { stored, vectorsOf: stored.version });
  });
}

async function carryVectors(transaction: Transaction, { live, vectors }: Committed): Promise<void> {
  const owners = new Map<number, StoredProduct>();
  for (const { stored, vectorsOf } of transaction.staged.values()) {
    if (stored !== undefined && vectorsOf !== undefined && vectorsOf !== stored.version) owners.set(vectorsOf, stored);
  }
  if (owners.size === 0) return;
  const rows = await transaction.appender('vectors');
  for (const { version: before, vector } of await vectors([...owners.keys()])) {
    const { product, version } = owners.get(before)!;
    rows.appendBigInt(BigInt(live.nextVector()));
    rows.appendBigInt(BigInt(version));
    rows.appendVarchar(product.id);
    rows.appendVarchar(vector.encoder);
    rows.appendBlob(vectorBytes(vector.values));
    rows.endRow();
    const known = transaction.carried.get(product.id) ?? [];
    transaction.carried.set(product.id, [...known, vector.encoder]);
  }
}
