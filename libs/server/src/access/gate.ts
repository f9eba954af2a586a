import { createHash, timingSafeEqual } from 'node:crypto';
import { ApiError } from '@weir/contracts';
import type { ApiKey } from './keys-file.js';
import { neededFor, type Role } from './roles.js';
import { TokenBucket } from './token-bucket.js';

export interface GateOptions {
  /** None: whoever comes may search, record events and read. */
  readonly keys: readonly ApiKey[];
  /** Where it is set, changes need it. It may do everything. */
  readonly writeToken?: string | undefined;
  /** ms on a monotonic clock. */
  readonly now: () => number;
}

interface Holder {
  readonly digest: Buffer;
  readonly roles: ReadonlySet<Role>;
  readonly bucket: TokenBucket | undefined;
}

/** Lets calls in by their key, before any handler sees them. */
export class Gate {
  private readonly holders: readonly Holder[];
  private readonly anybody: ReadonlySet<Role>;

  constructor(private readonly options: GateOptions) {
    const { keys, writeToken, now } = options;
    const holders = keys.map(({ key, key_sha256: hash, roles, requests_per_second: rate }): Holder => ({
      digest: hash === undefined ? sha256(key ?? '') : Buffer.from(hash, 'hex'),
      roles: new Set(roles),
      bucket: rate === undefined ? undefined : new TokenBucket(rate, now()),
    }));
    if (writeToken !== undefined)
      holders.push({ digest: sha256(writeToken), roles: new Set(['admin']), bucket: undefined });
    this.holders = holders;
    if (keys.length > 0) this.anybody = new Set();
    else this.anybody = new Set(writeToken === undefined ? ['admin'] : ['search', 'events', 'read']);
  }

  /**
   * @param what an rpc's full name, or a route's method and pattern
   * @param credential the key, or undefined where none was given
   * @throws ApiError UNAUTHENTICATED, PERMISSION_DENIED, RESOURCE_EXHAUSTED with `retryAfterMs`
   */
  enter(what: string, credential: string | undefined): void {
    const need = neededFor(what);
    if (need === 'public') return;
    const holder = credential === undefined ? undefined : this.find(credential);
    const may = (roles: ReadonlySet<Role>): boolean => roles.has(need) || roles.has('admin');
    if (holder === undefined) {
      // A wrong key is told even where none is needed: who sends one relies on it.
      if (credential === undefined && may(this.anybody)) return;
      throw new ApiError('UNAUTHENTICATED', credential === undefined ? missing : 'the key is not known');
    }
    if (!may(holder.roles)) throw new ApiError('PERMISSION_DENIED', `the key has not the role ${need}`);
    const waitMs = holder.bucket?.take(this.options.now()) ?? 0;
    if (waitMs > 0) throw new TooManyRequests(waitMs);
  }

  /** All keys are looked at, and each for the same time: how long it takes tells nothing of them. */
  private find(credential: string): Holder | undefined {
    const digest = sha256(credential);
    let found: Holder | undefined;
    for (const holder of this.holders) if (timingSafeEqual(holder.digest, digest)) found = holder;
    return found;
  }
}

/** A key that asks more often than it may. */
export class TooManyRequests extends ApiError {
  constructor(readonly retryAfterMs: number) {
    super('RESOURCE_EXHAUSTED', `the key asks more often than it may: try again in ${Math.ceil(retryAfterMs)} ms`);
  }
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
