import { type ServiceName, services } from '@weir/contracts';
import { type Metrics, oneOf, other } from '@weir/telemetry';
import { ResponderBuilder, type ServerInterceptor, ServerInterceptingCall, status } from '@grpc/grpc-js';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** Counts and times every call that is answered, by its rpc and its status. What a caller left is not answered. */
export function countCalls(metrics: Metrics, served: readonly ServiceName[]): ServerInterceptor {
  // A path is the caller's: those that lead nowhere are answered too.
  const route = oneOf(served.flatMap((name) => Object.values<{ path: string }>(services[name]).map(rpcOf)));
  return (method, call) => {
    const began = performance.now();
    const responder = new ResponderBuilder()
      .withSendStatus((answer, next) => {
        metrics.requests.answered({
          ...{ api: 'grpc', route: route(rpcOf(method)), code: status[answer.code] },
          ms: performance.now() - began,
        });
        next(answer);
      })
      .build();
    return new ServerInterceptingCall(call, responder);
  };
}

function rpcOf({ path }: { readonly path: string }): string {
  return path.slice(1);
}

/** The same of HTTP. What leads nowhere has the route `other`. */
export function countRequests(adapter: FastifyAdapter, metrics: Metrics): void {
  adapter.getInstance().addHook('onResponse', (request, reply, done) => {
    const { url } = request.routeOptions;
    metrics.requests.answered({
      api: 'http',
      // Only methods that a route was made for reach one.
      route: url === undefined ? other : `${request.method} ${url}`,
      code: String(reply.statusCode),
      ms: reply.elapsedTime,
    });
    done();
  });
}
