import { LRUCache } from 'lru-cache';
import type { Cache, Cached } from './cache.js';

export interface MemoryCacheOptions {
  /** Keys, values and book-keeping together; the least recently used go first. A larger single value is not kept. */
  readonly maxBytes: number;
  /** Monotonic ms. @defaultValue performance.now */
  readonly clock?: () => number;
}

interface Entry {
  readonly value: Uint8Array | null;
  /** Writes and invalidations share one count: an entry older than an invalidation of a prefix of its key is dead. */
  readonly sequence: number;
}

/** What V8 and the LRU's arrays take for an entry beside its key and value, and for the array that holds a value. */
const entryBytes = 165;
const arrayBytes = 200;
/** Keys whose misses are remembered: a value that was begun before an invalidation must not come after it. */
const mostMisses = 10_000;
/** In place of the sequence of a miss before an invalidation that is no longer remembered. */
const overtaken = -1;
/** Invalidated prefixes remembered before the dead entries are swept out and the prefixes forgotten. */
const maxPrefixes = 256;

/** A cache in this process, bounded by bytes. Invalidating a prefix does not visit the keys. */
export function createMemoryCache(options: MemoryCacheOptions): Cache {
  return new MemoryCache(options);
}

class MemoryCache implements Cache {
  private readonly entries: LRUCache<string, Entry>;
  private readonly misses = new LRUCache<string, number>({ max: mostMisses });
  private readonly invalidated = new Map<string, number>();
  private prefixLengths: readonly number[] = [];
  private sequence = 0;

  constructor({ maxBytes, clock = () => performance.now() }: MemoryCacheOptions) {
    this.entries = new LRUCache<string, Entry>({
      maxSize: maxBytes,
      sizeCalculation: bytesOf,
      // Without this the LRU keeps its own idea of "now" for a millisecond of wall time, which a passed-in clock would not match.
      ttlResolution: 0,
      // It also takes a start of 0 for "no time to live".
      perf: { now: () => 1 + clock() },
    });
  }

  get(key: string): Promise<Cached<Uint8Array>> {
    return Promise.resolve(this.read(key));
  }

  getMany(keys: readonly string[]): Promise<readonly Cached<Uint8Array>[]> {
    return Promise.resolve(keys.map((key) => this.read(key)));
  }

  set(key: string, value: Uint8Array | null, ttlMs: number): Promise<void> {
    this.write(key, value, ttlMs);
    return Promise.resolve();
  }

  setMany(
    entries: readonly { readonly key: string; readonly value: Uint8Array | null }[],
    ttlMs: number,
  ): Promise<void> {
    for (const { key, value } of entries) this.write(key, value, ttlMs);
    return Promise.resolve();
  }

  invalidate(prefix: string): Promise<void> {
    if (prefix === '') this.entries.clear();
    this.invalidated.set(prefix, ++this.sequence);
    if (this.invalidated.size > maxPrefixes) this.sweep();
    this.prefixLengths = [...new Set([...this.invalidated.keys()].map((each) => each.length))];
    return Promise.resolve();
  }

  private read(key: string): Cached<Uint8Array> {
    const entry = this.entries.get(key);
    if (entry === undefined || this.isDead(key, entry.sequence)) {
      if (entry !== undefined) this.entries.delete(key);
      this.misses.set(key, this.sequence);
      return { kind: 'miss' };
    }
    return entry.value === null ? { kind: 'null' } : { kind: 'hit', value: entry.value };
  }

  private write(key: string, value: Uint8Array | null, ttlMs: number): void {
    if (ttlMs <= 0) {
      this.entries.delete(key);
      return;
    }
    const begun = this.misses.get(key);
    this.misses.delete(key);
    if (begun !== undefined && (begun === overtaken || this.isDead(key, begun))) return;
    // A copy: callers hand over views of larger buffers, which a kept view would keep alive as a whole.
    this.entries.set(key, { value: value && Uint8Array.from(value), sequence: ++this.sequence }, { ttl: ttlMs });
  }

  private isDead(key: string, sequence: number): boolean {
    return this.prefixLengths.some((length) => (this.invalidated.get(key.slice(0, length)) ?? 0) > sequence);
  }

  private sweep(): void {
    for (const [key, entry] of this.entries.entries()) if (this.isDead(key, entry.sequence)) this.entries.delete(key);
    for (const [key, begun] of this.misses.entries()) if (this.isDead(key, begun)) this.misses.set(key, overtaken);
    this.invalidated.clear();
  }
}

/** Within some per cent of what an entry takes in memory (`test/contract/memory-cache-bytes.spec.ts`). */
function bytesOf({ value }: Entry, key: string): number {
  // V8 keeps a text in one byte a character where all are of Latin-1.
  const keyBytes = /[\u0100-\uffff]/.test(key) ? 2 * key.length : key.length;
  return entryBytes + keyBytes + (value === null ? 0 : arrayBytes + value.byteLength);
}
