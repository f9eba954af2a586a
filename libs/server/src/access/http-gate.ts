import { ApiError, retryAfterSeconds, statusTable, toApiError } from '@weir/contracts';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { Session, Sessions } from '../console/sign-in/sessions.js';
import { isCrossSite } from './cross-site.js';
import { credentialOf, type Gate } from './gate.js';
import { mustBeListed, neededFor } from './roles.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Another process answers, and says who may ask. */
    forwarded?: true;
  }
}

export interface HttpGateParts {
  readonly gate: Gate;
  /** Those who are signed in to the console; absent: nobody can be. */
  readonly sessions?: Sessions | undefined;
  /** Origins of other hosts' pages that may call. */
  readonly trustedOrigins: readonly string[];
}

/** Change nothing, whoever leads a browser to them. */
const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The gate before every route, and before a body is read. */
export function guardHttp(adapter: FastifyAdapter, parts: HttpGateParts): void {
  const fastify = adapter.getInstance();
  fastify.addHook('onRoute', ({ method, url }) => {
    // HEAD is a GET without its body, OPTIONS asks for what other pages may do.
    for (const each of [method].flat()) if (each !== 'HEAD' && each !== 'OPTIONS') mustBeListed(`${each} ${url}`);
  });
  const visitors = new WeakMap<object, string>();
  fastify.addHook('preHandler', (request, _reply, done) => {
    const name = visitors.get(request);
    // Who is signed in writes in their own name: the audit log is there to be believed.
    for (const given of name === undefined ? [] : [request.body, request.query])
      if (typeof given === 'object' && given !== null && 'author' in given) given.author = name;
    done();
  });
  fastify.addHook('onRequest', async (request, reply) => {
    const { url, config } = request.routeOptions;
    // An address that is not there is told so; what is handed on is let in, or not, by the process that has it.
    if (url === undefined || config.forwarded === true) return;
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return typeof value === 'object' ? value[0] : value;
    };
    try {
      const visitor = await enter(parts, { method: request.method, url, header });
      if (visitor !== undefined) visitors.set(request, visitor.name);
    } catch (error) {
      const refused: ApiError = toApiError(error);
      const { retryAfterMs } = refused;
      if (retryAfterMs !== undefined) reply.header('retry-after', retryAfterSeconds(retryAfterMs));
      if (refused.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
      reply
        .status(statusTable[refused.code].http)
        .send({ code: refused.code, message: refused.message, violations: [] });
      return;
    }
  });
}

interface Asked {
  readonly method: string;
  /** The route's pattern. */
  readonly url: string;
  readonly header: (name: string) => string | undefined;
}

/** Who is signed in, where the call is let in by that. */
async function enter(
  { gate, sessions, trustedOrigins }: HttpGateParts,
  { method, url, header }: Asked,
): Promise<Session | undefined> {
  const what = `${method === 'HEAD' ? 'GET' : method} ${url}`;
  const credential = credentialOf(header);
  // No page can have a browser send a key of another site's: such a call comes from who has the key.
  if (credential !== undefined) {
    await gate.enter(what, credential);
    return undefined;
  }
  const visitor = sessions?.read(header('cookie'));
  if (!safeMethods.has(method)) {
    if (isCrossSite(header, trustedOrigins)) throw new ApiError('PERMISSION_DENIED', crossSite);
    if (visitor !== undefined && neededFor(what) !== 'public') requireToken(visitor, header('x-weir-csrf'));
  }
  await gate.enter(what, undefined, visitor);
  return visitor;
}

function requireToken({ csrfToken }: Session, given: string | undefined): void {
  if (given !== csrfToken) throw new ApiError('PERMISSION_DENIED', noToken);
}

const crossSite =
  'the call comes from a page of another site: send a key, or name the origin of the page in http.cors_origins';
const noToken =
  'the call does not prove that it comes from the console: send the csrf_token of GET /v1/session as `x-weir-csrf`, or load the page again';
