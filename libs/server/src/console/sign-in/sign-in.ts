import { randomBytes } from 'node:crypto';
import type { RateLimiter } from '@weir/cache';
import type { ConsoleRole } from '../../access/console-role.js';
import type { Gate } from '../../access/gate.js';
import { Oidc } from './oidc.js';
import { Sessions } from './sessions.js';
import { Signer } from './signed-text.js';

/** Who may sign in and how, as it is configured. */
export interface ConsoleSettings {
  readonly public_url?: string | undefined;
  readonly session_hours: number;
  readonly session_secret?: string | undefined;
  readonly grafana_url?: string | undefined;
  readonly oidc: {
    readonly issuer?: string | undefined;
    readonly client_id?: string | undefined;
    readonly client_secret?: string | undefined;
    readonly scopes: string;
    readonly roles_claim: string;
    readonly roles: Readonly<Record<string, ConsoleRole>>;
    readonly default_role: ConsoleRole | 'none';
  };
}

export interface SignInParts {
  readonly gate: Gate;
  readonly limiter: RateLimiter;
  /** The server itself speaks TLS. */
  readonly encrypted: boolean;
}

/** How people sign in to the console, and who is signed in. */
export interface SignIn {
  readonly gate: Gate;
  readonly limiter: RateLimiter;
  readonly sessions: Sessions;
  readonly signer: Signer;
  /** Cookies are sent encrypted only. */
  readonly secure: boolean;
  /** The secret was drawn by this process: others do not know who signs in here. */
  readonly drawsSecret: boolean;
  /** Undefined: no OpenID provider is configured. */
  readonly oidc: Oidc | undefined;
  /** Of the addresses under which browsers reach this server, where they are known. */
  readonly origins: readonly string[];
}

/** Where the provider sends browsers back to. */
export const callbackPath = '/console/callback';

/**
 * Sign-in as it is configured.
 *
 * @throws Error naming the setting that is missing or wrong
 */
export function signInOf(settings: ConsoleSettings, { gate, limiter, encrypted }: SignInParts): SignIn {
  const publicUrl = settings.public_url === undefined ? undefined : new URL(settings.public_url);
  const secure = encrypted || publicUrl?.protocol === 'https:';
  const signer = new Signer(settings.session_secret ?? randomBytes(32).toString('base64url'));
  const lastsMs = settings.session_hours * 3_600_000;
  return {
    ...{ gate, limiter, signer, secure, drawsSecret: settings.session_secret === undefined },
    sessions: new Sessions({ signer, gate, secure, lastsMs, now: Date.now }),
    oidc: oidcOf(settings, publicUrl),
    origins: publicUrl === undefined ? [] : [publicUrl.origin],
  };
}

/** Whether people sign in at an OpenID provider. */
export function hasOidc({ oidc }: ConsoleSettings): boolean {
  return oidc.issuer !== undefined;
}

function oidcOf({ oidc }: ConsoleSettings, publicUrl: URL | undefined): Oidc | undefined {
  const { issuer: address, client_id: clientId, default_role: otherwise } = oidc;
  if (address === undefined) return undefined;
  if (clientId === undefined)
    throw new Error('console.oidc.client_id is not set: name this server as console.oidc.issuer knows it');
  if (publicUrl === undefined)
    throw new Error(
      `console.public_url is not set: name the address under which browsers reach this server, and ${callbackPath} below it to the provider as the redirect URI`,
    );
  const issuer = new URL(address);
  if (issuer.protocol !== 'https:' && !isLoopback(issuer))
    throw new Error(`console.oidc.issuer: ${address} is not encrypted: give an https address`);
  return new Oidc({
    issuer,
    clientId,
    clientSecret: oidc.client_secret,
    redirectUri: new URL(callbackPath, publicUrl),
    scopes: oidc.scopes,
    mapping: { claim: oidc.roles_claim, roles: oidc.roles, otherwise: otherwise === 'none' ? undefined : otherwise },
  });
}

function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
