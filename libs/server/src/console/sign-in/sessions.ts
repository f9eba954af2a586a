import type { Caller } from '../../access/caller.js';
import { type ConsoleRole, rolesOf } from '../../access/console-role.js';
import type { Gate, Holder } from '../../access/gate.js';
import { cookieOf, setCookie } from './cookies.js';
import type { Signer } from './signed-text.js';

/** Somebody who is signed in. */
export interface Session extends Caller {
  /** For people and for audit logs. */
  readonly name: string;
  /** Ms since 1970. */
  readonly expiresAt: number;
  /** Proves that a call comes from the console's own page. */
  readonly csrfToken: string;
}

export interface SessionsOptions {
  readonly signer: Signer;
  readonly gate: Gate;
  /** Cookies are sent encrypted only. */
  readonly secure: boolean;
  /** How long a sign-in lasts, ms. */
  readonly lastsMs: number;
  /** Ms since 1970. */
  readonly now: () => number;
}

/** What the cookie keeps. A key's roles are looked up at every call: a key that is gone, or may less, holds at once. */
type Kept =
  | { readonly by: 'key'; readonly key: string; readonly until: number }
  | {
      readonly by: 'oidc';
      readonly subject: string;
      readonly name: string;
      readonly role: ConsoleRole;
      readonly until: number;
    };

/** Who is signed in stands, signed, in a cookie: every process with the same secret knows it, and none has to keep it. */
export class Sessions {
  private readonly cookieName: string;

  constructor(private readonly options: SessionsOptions) {
    // Browsers take a cookie of this name only if it is encrypted, and of this very host.
    this.cookieName = options.secure ? '__Host-weir_session' : 'weir_session';
  }

  /** The cookie of somebody who showed a key. */
  ofKey(holder: Holder): string {
    return this.cookie({ by: 'key', key: this.keyId(holder), until: this.until() });
  }

  /** The cookie of somebody whom the OpenID provider has told of. */
  ofPerson(person: { readonly subject: string; readonly name: string; readonly role: ConsoleRole }): string {
    return this.cookie({ by: 'oidc', ...person, until: this.until() });
  }

  /** The cookie that signs out. */
  none(): string {
    return this.write('', 0);
  }

  /** Who sends this `Cookie` header; undefined where nobody is signed in, or no longer, or the cookie is not ours. */
  read(cookieHeader: string | undefined): Session | undefined {
    const { signer, gate, now } = this.options;
    const cookie = cookieOf(cookieHeader, this.cookieName);
    if (cookie === undefined || cookie === '') return undefined;
    const kept = signer.read('session', cookie) as Kept | undefined;
    if (kept === undefined || kept.until <= now()) return undefined;
    if (kept.by === 'oidc') {
      const csrfToken = signer.signature('csrf', `oidc\n${kept.subject}`);
      return { name: kept.name, roles: new Set(rolesOf[kept.role]), expiresAt: kept.until, csrfToken };
    }
    const holder = gate.holders.find((each) => this.keyId(each) === kept.key);
    if (holder === undefined) return undefined;
    const { name, roles, limit } = holder;
    const csrfToken = signer.signature('csrf', `key\n${kept.key}`);
    return { name, roles, ...(limit && { limit }), expiresAt: kept.until, csrfToken };
  }

  /** Names a key without telling anything of it. */
  private keyId({ digest }: Holder): string {
    return this.options.signer.signature('key', digest.toString('hex'));
  }

  private until(): number {
    return Math.round(this.options.now() + this.options.lastsMs);
  }

  private cookie(kept: Kept): string {
    return this.write(this.options.signer.sign('session', kept), Math.round(this.options.lastsMs / 1000));
  }

  private write(value: string, maxAgeSeconds: number): string {
    const { secure } = this.options;
    return setCookie(this.cookieName, value, { path: '/', sameSite: 'strict', secure, maxAgeSeconds });
  }
}
