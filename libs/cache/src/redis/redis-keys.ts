import { hash } from 'node:crypto';

/** Format of keys and values. Another one reads nothing of this one's. */
const version = 1;
const keyCharacters = 16;
const tagCharacters = 4;

/**
 * Names of one tenant's keys in Redis: `w1:TENANT:` and 96 bits of SHA-256 of the caller's key. Short, because with
 * small values the key is most of what an entry costs; prefixes are found by generation and need not be seen in it.
 */
export class RedisKeys {
  private readonly prefix: string;
  /** The generation of the tenant's entries, `EPOCH.NUMBER`. */
  readonly generation: string;
  /** Sorted set of invalidated prefixes by generation, in the slot of `generation`. */
  readonly invalidated: string;
  /** Channel on which invalidated prefixes are told. */
  readonly channel: string;

  /** @param tags Keep keys of one hash tag (`{...}` in the caller's key) in one slot of a cluster. */
  constructor(
    tenant: string,
    private readonly tags: boolean,
  ) {
    this.prefix = `w${version}:${tenant}:`;
    this.generation = `${this.prefix}{generation}`;
    this.invalidated = `${this.prefix}{generation}:prefixes`;
    this.channel = `${this.prefix}invalidated`;
  }

  /** @param kind Tells counters and leases from cached values; a letter. */
  of(key: string, kind = ''): string {
    const digest = hash('sha256', key, 'base64url').slice(0, keyCharacters);
    const tag = this.tags ? /\{([^}]+)\}/.exec(key)?.[1] : undefined;
    const slot = tag === undefined ? '' : `{${hash('sha256', tag, 'base64url').slice(0, tagCharacters)}}`;
    return `${this.prefix}${kind}${slot}${digest}`;
  }
}
