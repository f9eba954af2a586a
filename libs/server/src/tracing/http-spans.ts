import type { RequestSpan, Tracing } from '@weir/telemetry';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** What machines ask all the time, files, and the feed that stays open: nobody looks for a trace of these. */
const untraced = /^\/($|healthz|readyz|metrics|docs|console|assets|v1\/live)/;

/**
 * A span for every route of the API, below the caller's. Its name is the route's pattern: addresses hold shoppers' words.
 */
export function traceHttp(adapter: FastifyAdapter, tracing: Tracing): void {
  const fastify = adapter.getInstance();
  const spans = new WeakMap<object, RequestSpan>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { url } = request.routeOptions;
    if (url === undefined || untraced.test(url)) {
      done();
      return;
    }
    const header = (name: string): string | undefined => {
      const value = request.headers[name];
      return typeof value === 'object' ? value[0] : value;
    };
    const span = tracing.begin({
      name: `${request.method} ${url}`,
      traceparent: header('traceparent'),
      tracestate: header('tracestate'),
      attributes: { 'http.request.method': request.method, 'http.route': url },
    });
    spans.set(request, span);
    span.run(done);
  });
  // What comes after the body runs in its events, whose context is the connection's.
  fastify.addHook('preValidation', (request, _reply, done) => {
    const span = spans.get(request);
    if (span === undefined) done();
    else span.run(done);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    const span = spans.get(request);
    span?.set({ 'http.response.status_code': reply.statusCode });
    if (reply.statusCode >= 500) span?.fail(String(reply.statusCode));
    span?.end();
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    spans.get(request)?.end();
    done();
  });
}
