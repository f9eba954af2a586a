import { readFileSync } from 'node:fs';
import replyFrom from '@fastify/reply-from';
import { statusTable } from '@weir/contracts';
import type { Log } from '@weir/telemetry';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { listedRoutes } from '../access/roles.js';

/** Where the other processes are whose services the console asks. */
export interface ForwardOptions {
  /** HTTP address of `weir serve search`, e.g. `http://search:7700`; absent: nothing is handed on to it. */
  readonly search?: string | undefined;
  /** The same of `weir serve retrieval`. */
  readonly retrieval?: string | undefined;
  /** For `https`: certificates, PEM, that are trusted, and those that are shown. */
  readonly tls: {
    readonly ca?: string | undefined;
    readonly cert?: string | undefined;
    readonly key?: string | undefined;
  };
}

/** Whether anything is handed on. */
export function handsOn(options: ForwardOptions | undefined): boolean {
  return options?.search !== undefined || options?.retrieval !== undefined;
}

type Service = 'search' | 'retrieval';

/** Which process has what, by how its routes begin. */
const servedBy: readonly (readonly [string, Service])[] = [
  ['/v1/search', 'search'],
  ['/v1/judgment-sets', 'search'],
  ['/v1/query-sets', 'search'],
  ['/v1/query-runs', 'search'],
  ['/v1/models', 'search'],
  ['/v1/shadow', 'search'],
  ['/v1/simulation', 'search'],
  ['/v1/system', 'search'],
  ['/v1/catalogue', 'retrieval'],
  ['/v1/products', 'retrieval'],
];

/**
 * Hands on what the console asks of other processes, as it came: they say who may do what, by the same keys and the same
 * sessions (`console.session_secret`). Each route is one of the table of roles, so that nothing else gets through.
 *
 * @throws Error naming the setting, where a certificate cannot be read
 */
export async function forwardToServices(adapter: FastifyAdapter, options: ForwardOptions, log: Log): Promise<void> {
  const connect = certificatesOf(options.tls);
  for (const service of ['search', 'retrieval'] as const) {
    const base = options[service];
    if (base === undefined) continue;
    await adapter.getInstance().register(async (scope) => {
      await scope.register(replyFrom, { base, undici: { connect }, disableRequestLogging: true });
      // Bodies go through unread.
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', (_request, payload, done) => {
        done(null, payload);
      });
      for (const [method, url] of routesOf(service)) {
        scope.route({
          method,
          url,
          // GET answers HEAD too.
          exposeHeadRoute: method === 'GET',
          config: { forwarded: true },
          handler: (request, reply) =>
            reply.from(request.raw.url, {
              // A page is of the same site where its origin is the host that was asked.
              rewriteRequestHeaders: (original, headers) => ({ ...headers, host: original.headers.host }),
              onError: (answer, { error }) => {
                log.warn({ service, base, error: error.message }, 'a service that the console asks did not answer');
                void answer.status(statusTable.UNAVAILABLE.http).send({
                  code: 'UNAVAILABLE',
                  message: `weir serve ${service} does not answer: see that it runs, and that console.${service}_url is where`,
                  violations: [],
                });
              },
            }),
        });
      }
    });
  }
}

function routesOf(service: Service): readonly (readonly [string, string])[] {
  return listedRoutes().filter(([, url]) =>
    servedBy.some(([start, by]) => by === service && (url === start || url.startsWith(`${start}/`))),
  );
}

function certificatesOf({ ca, cert, key }: ForwardOptions['tls']): Readonly<Record<string, Buffer>> {
  const read = (setting: string, file: string | undefined): Readonly<Record<string, Buffer>> => {
    if (file === undefined) return {};
    try {
      return { [setting]: readFileSync(file) };
    } catch (error) {
      throw new Error(`stages.${setting}_file: ${file} cannot be read`, { cause: error });
    }
  };
  return { ...read('ca', ca), ...read('cert', cert), ...read('key', key) };
}
