import { Controller, Get, Inject, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { logToken, type SignInLog } from './sign-in-log.js';
import { attempt } from './attempts.js';
import { cookieOf, setCookie } from './cookies.js';
import type { Reply, Request } from './exchange.js';
import type { OidcAttempt } from './oidc.js';
import { returnAddress } from './return-address.js';
import { signInToken } from './session.controller.js';
import { callbackPath, type SignIn } from './sign-in.js';

/** Why somebody comes back to the sign-in page; it has the words. */
type Refusal = 'unavailable' | 'expired' | 'refused' | 'role' | 'attempts';

interface KeptAttempt extends OidcAttempt {
  readonly to: string;
  readonly until: number;
}

/** How long one may take at the provider, ms. */
const patienceMs = 10 * 60_000;
const cookieName = 'weir_oidc';

/** The browser's way to the OpenID provider and back. */
@ApiExcludeController()
@Controller('console')
export class OidcController {
  constructor(
    @Inject(signInToken) private readonly signIn: SignIn,
    @Inject(logToken) private readonly log: SignInLog,
  ) {}

  @Get('sign-in/oidc')
  async begin(
    @Query('to') asked: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string> {
    const to = returnAddress(asked);
    const { oidc, signer, limiter } = this.signIn;
    if (oidc === undefined) return this.back(reply, to, 'unavailable');
    try {
      await attempt(limiter, request, reply);
    } catch {
      return this.back(reply, to, 'attempts');
    }
    try {
      const { url, attempt: begun } = await oidc.begin();
      const kept: KeptAttempt = { ...begun, to, until: Date.now() + patienceMs };
      this.keep(reply, signer.sign('oidc', kept), patienceMs / 1000);
      return redirect(reply, url.href);
    } catch (error) {
      this.log.warn({ err: error }, 'the OpenID provider cannot be reached');
      return this.back(reply, to, 'unavailable');
    }
  }

  @Get('callback')
  async finish(@Req() request: Request, @Res({ passthrough: true }) reply: Reply): Promise<string> {
    const { oidc, signer, sessions } = this.signIn;
    const cookie = cookieOf(request.headers.cookie, cookieName);
    const kept = cookie === undefined ? undefined : (signer.read('oidc', cookie) as KeptAttempt | undefined);
    if (oidc === undefined || kept === undefined || kept.until <= Date.now()) return this.back(reply, '', 'expired');
    try {
      const query = request.url.slice(request.url.indexOf('?') + 1);
      const { role, ...person } = await oidc.finish(query, kept);
      if (role === undefined) {
        this.log.info({ person: person.name }, 'somebody signed in who has no role: console.oidc.roles');
        return this.back(reply, kept.to, 'role');
      }
      reply.header('set-cookie', [sessions.ofPerson({ ...person, role }), this.written('', 0)]);
      return redirect(reply, kept.to);
    } catch (error) {
      this.log.warn({ err: error }, 'a sign-in was refused');
      return this.back(reply, kept.to, 'refused');
    }
  }

  /** To the sign-in page, which says why. */
  private back(reply: Reply, to: string, why: Refusal): string {
    this.keep(reply, '', 0);
    const query = new URLSearchParams({ ...(to !== '' && { to }), why });
    return redirect(reply, `/console/sign-in?${query.toString()}`);
  }

  private keep(reply: Reply, value: string, maxAgeSeconds: number): void {
    reply.header('set-cookie', this.written(value, maxAgeSeconds));
  }

  /** Lax: it is the provider's page that leads back. */
  private written(value: string, maxAgeSeconds: number): string {
    const { secure } = this.signIn;
    return setCookie(cookieName, value, { path: callbackPath, sameSite: 'lax', secure, maxAgeSeconds });
  }
}

function redirect(reply: Reply, address: string): string {
  reply.status(302).header('location', address).header('cache-control', 'no-store');
  return '';
}
