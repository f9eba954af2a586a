import { Invalidations, newEpoch, parseStamp, type Stamp } from './generation.js';
import type { RedisClient } from './redis-client.js';
import type { RedisConnection } from './redis-connection.js';
import { invalidateScript, runScript } from './scripts.js';
import { unanswered } from './circuit-breaker.js';

/** Longer than any entry lives: a prefix must be known as invalidated for as long as there may be something older. */
export const longestTtlMs = 7 * 86_400_000;
/** The generation outlives the last entry that it may kill, and is refreshed this often while it is read. */
const generationTtlMs = longestTtlMs + 86_400_000;
const refreshMs = 3_600_000;
const prefixesKept = 64;
/** Invalidations that Redis has not taken yet; more become one of everything. */
const mostPending = 256;

/**
 * The tenant's generation: it grows by one with every invalidation, and an entry carries the one that it belongs to.
 * Reading it along with the entries makes an invalidation hold for every process from the moment that it is
 * acknowledged, without visiting a key. Lost, it is made anew with another epoch, and every entry before is dead.
 */
export class Generations {
  private known: Invalidations | undefined;
  private readonly pending = new Set<string>();
  private flushing: Promise<void> | undefined;
  private refreshedAt = -Infinity;

  constructor(private readonly redis: RedisConnection) {}

  /** Whether this process has invalidated the key and Redis does not know yet. */
  isPending(key: string): boolean {
    for (const prefix of this.pending) if (key.startsWith(prefix)) return true;
    return false;
  }

  /** What stands in Redis under this text of the generation, read from it where it is news. */
  async of(client: RedisClient, text: string | null): Promise<Invalidations> {
    const stamp = parseStamp(text);
    if (stamp === undefined) return (this.known = new Invalidations(await this.begin(client)));
    const { known } = this;
    if (known !== undefined && isSame(known.stamp, stamp)) {
      this.refresh(client);
      return known;
    }
    const flat = await client.zrange(this.redis.keys.invalidated, '0', '-1', 'WITHSCORES');
    const prefixes: (readonly [string, number])[] = [];
    for (let at = 0; at < flat.length; at += 2) prefixes.push([flat[at]!, Number(flat[at + 1])]);
    // Lost without the generation itself: nobody knows what was invalidated, so everything before now was.
    if (prefixes.length === 0 && stamp.generation > 0) prefixes.push(['', stamp.generation]);
    return (this.known = new Invalidations(stamp, prefixes));
  }

  /** The generation as it was last read, for what is written now; read first where it never was. */
  async current(client: RedisClient): Promise<Stamp> {
    this.known ??= await this.of(client, await client.get(this.redis.keys.generation));
    return this.known.stamp;
  }

  /** Resolves when the prefix is invalidated for every process, or, where Redis is gone, for this one until it is back. */
  async invalidate(prefix: string): Promise<void> {
    if (this.pending.size >= mostPending) {
      this.pending.clear();
      this.pending.add('');
    } else this.pending.add(prefix);
    await this.flush();
  }

  /** Tells Redis what it does not know yet. Never rejects. */
  flush(): Promise<void> {
    if (this.pending.size === 0) return Promise.resolve();
    this.flushing ??= this.tell().finally(() => {
      this.flushing = undefined;
    });
    return this.flushing;
  }

  private async tell(): Promise<void> {
    for (const prefix of this.pending) {
      const told = await this.redis.call((client) => this.invalidateIn(client, prefix));
      if (told === unanswered) return;
      this.pending.delete(prefix);
    }
  }

  private async invalidateIn(client: RedisClient, prefix: string): Promise<void> {
    const { generation, invalidated, channel } = this.redis.keys;
    try {
      const args = [prefix, newEpoch(), generationTtlMs, prefixesKept, channel];
      await this.of(client, String(await runScript(client, invalidateScript, [generation, invalidated], args)));
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('OOM')) throw error;
      // A full Redis takes no write, but lets go: without a generation every entry is dead.
      await client.del(generation, invalidated);
      this.known = undefined;
    }
  }

  /** The first generation of a tenant, or of one whose generation was lost. */
  private async begin(client: RedisClient): Promise<Stamp> {
    const epoch = newEpoch();
    const { generation } = this.redis.keys;
    const before = await client.set(generation, `${epoch}.0`, 'PX', generationTtlMs, 'NX', 'GET');
    return parseStamp(before) ?? { epoch: parseInt(epoch, 16), generation: 0 };
  }

  private refresh(client: RedisClient): void {
    if (performance.now() - this.refreshedAt < refreshMs) return;
    this.refreshedAt = performance.now();
    const { generation, invalidated } = this.redis.keys;
    for (const key of [generation, invalidated]) client.pexpire(key, generationTtlMs).catch(() => undefined);
  }
}

function isSame(a: Stamp, b: Stamp): boolean {
  return a.epoch === b.epoch && a.generation === b.generation;
}
