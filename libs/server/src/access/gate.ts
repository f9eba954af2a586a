import { createHash, timingSafeEqual } from 'node:crypto';
import type { RateLimit, RateLimiter } from '@weir/cache';
import { ApiError } from '@weir/contracts';
import type { Caller } from './caller.js';
import type { ApiKey } from './keys-file.js';
import { neededFor, type Role } from './roles.js';

export interface GateOptions {
  /** None: whoever comes may search, record events and read. */
  readonly keys: readonly ApiKey[];
  /** Where it is set, changes need it. It may do everything. */
  readonly writeToken?: string | undefined;
  /** People sign in, so that who does not may neither read nor change anything. @defaultValue false */
  readonly people?: boolean | undefined;
  /** Counts the calls of keys that have a limit. */
  readonly limiter: RateLimiter;
}

/** Who has a key. */
export interface Holder extends Caller {
  /** For people. */
  readonly name: string;
  /** SHA-256 of the key. */
  readonly digest: Buffer;
}

/** Lets calls in by their key, before any handler sees them. */
export class Gate {
  readonly holders: readonly Holder[];
  /** What may be done without a key. */
  readonly anybody: ReadonlySet<Role>;

  constructor(private readonly options: GateOptions) {
    const { keys, writeToken, people = false } = options;
    const holders = keys.map(({ name, key, key_sha256: hash, roles, requests_per_second: rate }): Holder => ({
      name,
      digest: hash === undefined ? sha256(key ?? '') : Buffer.from(hash, 'hex'),
      roles: new Set(roles),
      ...(rate !== undefined && { limit: { key: `api-key/${name}`, rate: perSecond(rate) } }),
    }));
    if (writeToken !== undefined)
      holders.push({ name: 'admin', digest: sha256(writeToken), roles: new Set(['admin']) });
    this.holders = holders;
    if (keys.length > 0) this.anybody = new Set();
    else if (people) this.anybody = new Set(['search', 'events']);
    else this.anybody = new Set(writeToken === undefined ? ['admin'] : ['search', 'events', 'read']);
  }

  /**
   * @param what an rpc's full name, or a route's method and pattern
   * @param credential the key, or undefined where none was given
   * @param visitor who is signed in to the console: counts where no key was given
   * @throws ApiError UNAUTHENTICATED, PERMISSION_DENIED, RESOURCE_EXHAUSTED with `retryAfterMs`
   */
  async enter(what: string, credential: string | undefined, visitor?: Caller): Promise<void> {
    const need = neededFor(what);
    if (need === 'public') return;
    const may = (roles: ReadonlySet<Role>): boolean => roles.has(need) || roles.has('admin');
    // A wrong key is told even where none is needed: who sends one relies on it.
    if (credential === undefined && may(this.anybody)) return;
    const caller = credential === undefined ? visitor : this.find(credential);
    if (caller === undefined) {
      throw new ApiError('UNAUTHENTICATED', credential === undefined ? missing : 'the key is not known');
    }
    if (!may(caller.roles)) {
      const who = credential === undefined ? 'whom you are signed in as' : 'the key';
      throw new ApiError('PERMISSION_DENIED', `${who} has not the role ${need}`);
    }
    if (caller.limit === undefined) return;
    const { allowed, retryAfterMs } = await this.options.limiter.take(caller.limit.key, caller.limit.rate);
    if (!allowed) throw new TooManyRequests(retryAfterMs);
  }

  /** All keys are looked at, and each for the same time: how long it takes tells nothing of them. */
  find(credential: string): Holder | undefined {
    const digest = sha256(credential);
    let found: Holder | undefined;
    for (const holder of this.holders) if (timingSafeEqual(holder.digest, digest)) found = holder;
    return found;
  }
}

/** Somebody who asks more often than they may. */
export class TooManyRequests extends ApiError {
  constructor(
    override readonly retryAfterMs: number,
    who = 'the key asks more often than it may',
  ) {
    super('RESOURCE_EXHAUSTED', `${who}: try again in ${Math.ceil(retryAfterMs)} ms`, [], { retryAfterMs });
  }
}

/** So many a second on average, as many at once after a pause of a second; below one, one at a time. */
function perSecond(rate: number): RateLimit {
  const permits = Math.max(1, rate);
  return { permits, windowMs: (1000 * permits) / rate };
}

const missing = 'a key is needed: send it as `authorization: Bearer <key>` or `x-api-key: <key>`';

/** The key of a request's headers. */
export function credentialOf(header: (name: string) => string | undefined): string | undefined {
  const key = header('x-api-key');
  if (key !== undefined) return key;
  const authorization = header('authorization');
  // Another scheme is no key, and is told to be wrong as one.
  return authorization === undefined ? undefined : authorization.replace(/^Bearer +/i, '');
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
