/** A hit with its value, a key known to hold nothing (`null`), or a miss. */
export type Cached<T> =
  { readonly kind: 'hit'; readonly value: T } | { readonly kind: 'null' } | { readonly kind: 'miss' };

/**
 * Port: values that are dear to compute and may be lost at any time. The caller builds the keys. A cache that fails
 * answers `miss` and takes no write; it never fails a search.
 */
export interface Cache {
  get(key: string): Promise<Cached<Uint8Array>>;
  /** One answer a key, in order. */
  getMany(keys: readonly string[]): Promise<readonly Cached<Uint8Array>[]>;
  /** `ttlMs` from now; `null` remembers that there is nothing. */
  set(key: string, value: Uint8Array | null, ttlMs: number): Promise<void>;
  setMany(
    entries: readonly { readonly key: string; readonly value: Uint8Array | null }[],
    ttlMs: number,
  ): Promise<void>;
  /**
   * Forgets every key that starts with this prefix. A value that is written after it, but whose miss was read before
   * it, is forgotten too: it was made of what is no longer true. Read a key again before writing it.
   */
  invalidate(prefix: string): Promise<void>;
}
