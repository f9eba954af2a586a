import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** Ids whose hash is remembered: a shopper's events come close together. */
const remembered = 100_000;

/** What a shopper or session id is kept as. */
export type UnitHash = (id: string) => string;

/**
 * The first 128 bits of HMAC-SHA-256, base64url. Without the key nobody can tell whether an id is among those that are
 * kept, not even by trying all ids.
 */
export function createUnitHash(key: Uint8Array): UnitHash {
  const known = new LRUCache<string, string>({ max: remembered });
  return (id) => {
    let hash = known.get(id);
    if (hash === undefined) {
      hash = createHmac('sha256', key).update(id).digest().subarray(0, 16).toString('base64url');
      known.set(id, hash);
    }
    return hash;
  };
}
