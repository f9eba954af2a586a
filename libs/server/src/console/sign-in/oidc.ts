import type { ConsoleRole } from '../../access/console-role.js';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { roleOfClaims, type RoleMapping } from './role-of-claims.js';

export interface OidcOptions {
  readonly issuer: URL;
  readonly clientId: string;
  /** Absent: a public client. */
  readonly clientSecret?: string | undefined;
  readonly redirectUri: URL;
  readonly scopes: string;
  readonly mapping: RoleMapping;
}

/** What a sign-in under way must find again when the browser comes back. */
export interface OidcAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Somebody as the provider tells of them. */
export interface Person {
  readonly subject: string;
  readonly name: string;
  /** Undefined: they are not let in. */
  readonly role: ConsoleRole | undefined;
}

/**
 * Sign-in at an OpenID provider: OpenID Connect Core 1.0's authorization code flow with PKCE (RFC 7636), state and nonce.
 */
export class Oidc {
  private configuration: Promise<Configuration> | undefined;

  constructor(private readonly options: OidcOptions) {}

  /** Where the browser is sent, and what to keep until it comes back. Rejects where the provider cannot be reached. */
  async begin(): Promise<{ readonly url: URL; readonly attempt: OidcAttempt }> {
    const { redirectUri, scopes } = this.options;
    const configuration = await this.discovered();
    const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
    const url = buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri.href,
      scope: scopes,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { url, attempt };
  }

  /**
   * Who came back.
   *
   * @param query of the address that the provider sent the browser to
   * @throws Error where the provider refused, or what it says does not belong to the attempt
   */
  async finish(query: string, { state, nonce, verifier }: OidcAttempt): Promise<Person> {
    const configuration = await this.discovered();
    const address = new URL(this.options.redirectUri);
    address.search = query;
    const tokens = await authorizationCodeGrant(configuration, address, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    });
    const told = tokens.claims()!;
    // Many providers tell of people's groups there alone.
    const more =
      configuration.serverMetadata().userinfo_endpoint === undefined
        ? {}
        : await fetchUserInfo(configuration, tokens.access_token, told.sub);
    const claims: Readonly<Record<string, unknown>> = { ...told, ...more };
    return { subject: told.sub, name: nameOf(claims, told.sub), role: roleOfClaims(claims, this.options.mapping) };
  }

  /** A provider that could not be reached is asked again the next time. */
  private discovered(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    this.configuration ??= discovery(
      issuer,
      clientId,
      clientSecret,
      clientSecret === undefined ? None() : withSecret(clientSecret),
      // Marked as deprecated to be noticed: `signInOf` takes unencrypted providers on this machine only.
      // eslint-disable-next-line @typescript-eslint/no-deprecated
      issuer.protocol === 'http:' ? { execute: [allowInsecureRequests] } : undefined,
    ).catch((error: unknown) => {
      this.configuration = undefined;
      throw error;
    });
    return this.configuration;
  }
}

/** In the header, as every provider must take it (RFC 6749, 2.3.1), unless the provider says that it does not. */
function withSecret(secret: string): ClientAuth {
  const inHeader = ClientSecretBasic(secret);
  const inBody = ClientSecretPost(secret);
  return (server, client, body, headers) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    (methods.includes('client_secret_basic') ? inHeader : inBody)(server, client, body, headers);
  };
}

function nameOf(claims: Readonly<Record<string, unknown>>, subject: string): string {
  const names = ['name', 'preferred_username', 'email'].map((claim) => claims[claim]);
  return names.find((name): name is string => typeof name === 'string' && name.trim() !== '')?.slice(0, 120) ?? subject;
}
