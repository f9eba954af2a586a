import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fastifyStatic } from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Where the console is served. */
const base = '/console';
/** What stands in the built page for the nonce that each answer has of its own. */
const noncePlace = /%CSP_NONCE%/g;

/**
 * Serves the built console: its files under /console/assets, and its page at every other address under /console, since
 * the page itself knows which view an address means.
 *
 * @param folder as `vite build` wrote it
 * @throws Error where it was not built
 */
export async function serveConsole(app: NestFastifyApplication, folder: string): Promise<void> {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const fastify = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic, {
    root: folder,
    prefix: `${base}/`,
    serve: true,
    wildcard: false,
    index: false,
    preCompressed: true,
    decorateReply: false,
    setHeaders: (reply, file) => {
      // The name of a built file changes with what is in it.
      const named = path.relative(folder, file).startsWith('assets');
      void reply.header('cache-control', named ? 'public, max-age=31536000, immutable' : 'no-cache');
      void reply.header('x-content-type-options', 'nosniff');
    },
  });
  for (const url of [base, `${base}/*`]) {
    fastify.get(url, (_request, reply) => {
      const nonce = randomBytes(16).toString('base64');
      reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .headers(pageHeaders(nonce))
        .send(page.replace(noncePlace, nonce));
    });
  }
}

/** What the page may do: scripts, styles and answers of this server alone; nothing may frame it. */
function pageHeaders(nonce: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
  };
}
