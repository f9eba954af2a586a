import { ApiError, invalidArgument, readJson, type Session as Message, SignInRequest } from '@weir/contracts';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { consoleRoleOf } from '../../access/console-role.js';
import { attempt } from './attempts.js';
import type { Reply, Request } from './exchange.js';
import type { Session } from './sessions.js';
import type { SignIn } from './sign-in.js';

export const signInToken = Symbol('sign-in');

const ref = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });
const answer = { status: 200, description: 'Who is signed in now.', schema: ref('Session') };

/** Who is signed in to the console. */
@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(@Inject(signInToken) private readonly signIn: SignIn) {}

  @Get()
  @ApiOperation({ summary: 'Who is signed in, what they may do, and how one signs in' })
  @ApiResponse(answer)
  get(@Req() request: Request, @Res({ passthrough: true }) reply: Reply): Message {
    reply.header('cache-control', 'no-store');
    return this.message(this.signIn.sessions.read(request.headers.cookie));
  }

  @Post()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Sign in with a key',
    description: 'Sets a cookie that no script can read. Calls that change something then send `x-weir-csrf` too.',
  })
  @ApiBody({ schema: ref('SignInRequest') })
  @ApiResponse(answer)
  @ApiResponse({ status: 401, description: 'The key is not known.', schema: ref('Error') })
  @ApiResponse({ status: 403, description: 'The key may not read.', schema: ref('Error') })
  @ApiResponse({ status: 429, description: 'Too many attempts.', schema: ref('Error') })
  async begin(
    @Body() body: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<Message> {
    const { gate, sessions, limiter } = this.signIn;
    const { key } = SignInRequest.fromPartial(readJson('SignInRequest', body));
    if (key === '') throw invalidArgument([{ field: 'key', description: 'must be given' }]);
    await attempt(limiter, request, reply);
    const holder = gate.find(key.trim());
    if (holder === undefined) throw new ApiError('UNAUTHENTICATED', 'The key is not known.');
    if (consoleRoleOf(holder.roles) === undefined)
      throw new ApiError(
        'PERMISSION_DENIED',
        'The key may not read, and the console does: take one with the role read.',
      );
    const cookie = sessions.ofKey(holder);
    reply.header('set-cookie', cookie).header('cache-control', 'no-store');
    return this.message(sessions.read(cookie.split(';')[0]));
  }

  @Delete()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign out' })
  @ApiResponse(answer)
  end(@Res({ passthrough: true }) reply: Reply): Message {
    reply.header('set-cookie', this.signIn.sessions.none()).header('cache-control', 'no-store');
    return this.message(undefined);
  }

  private message(session: Session | undefined): Message {
    const { gate, oidc } = this.signIn;
    const roles = new Set([...gate.anybody, ...(session?.roles ?? [])]);
    return {
      signed_in: session !== undefined,
      name: session?.name ?? '',
      role: consoleRoleOf(roles) ?? '',
      roles: [...roles],
      expires_at_ms: session?.expiresAt,
      csrf_token: session?.csrfToken ?? '',
      with_key: gate.holders.length > 0,
      with_oidc: oidc !== undefined,
    };
  }
}
