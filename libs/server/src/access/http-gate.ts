import { type ApiError, statusTable, toApiError } from '@weir/contracts';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { credentialOf, type Gate, TooManyRequests } from './gate.js';
import { mustBeListed } from './roles.js';

/** The gate before every route, and before a body is read. */
export function guardHttp(adapter: FastifyAdapter, gate: Gate): void {
  const fastify = adapter.getInstance();
  fastify.addHook('onRoute', ({ method, url }) => {
    // HEAD is a GET without its body, OPTIONS asks for what other pages may do.
    for (const each of [method].flat()) if (each !== 'HEAD' && each !== 'OPTIONS') mustBeListed(`${each} ${url}`);
  });
  fastify.addHook('onRequest', async (request, reply) => {
    const { url } = request.routeOptions;
    // An address that is not there is told so.
    if (url === undefined) return;
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    try {
      await gate.enter(
        `${method} ${url}`,
        credentialOf((name) => {
          const value = request.headers[name];
          return typeof value === 'object' ? value[0] : value;
        }),
      );
    } catch (error) {
      const refused: ApiError = toApiError(error);
      if (refused instanceof TooManyRequests) reply.header('retry-after', Math.ceil(refused.retryAfterMs / 1000));
      if (refused.code === 'UNAUTHENTICATED') reply.header('www-authenticate', 'Bearer');
      reply
        .status(statusTable[refused.code].http)
        .send({ code: refused.code, message: refused.message, violations: [] });
      return;
    }
  });
}
