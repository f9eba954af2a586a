import { ApiError, errorMetadata, retryAfterSeconds, statusTable } from '@weir/contracts';
import { ResponderBuilder, type ServerInterceptor, ServerInterceptingCall, ServerListenerBuilder } from '@grpc/grpc-js';
import type { FastifyAdapter } from '@nestjs/platform-fastify';

/** Who turns searches away before anything is done for them. */
export interface SearchDoor {
  /** Why a search may not come in; undefined where it may. */
  refusal(query: string, priority: 'interactive' | 'batch'): { message: string; retryAfterMs: number } | undefined;
}

const search = '/weir.v1.SearchService/Search';
const progressive = '/weir.v1.SearchService/SearchProgressive';

/** The door before searches over gRPC: who is turned away costs no more than the reading of the message. */
export function grpcDoor(door: SearchDoor): ServerInterceptor {
  return (method, call) => {
    if (method.path !== search && method.path !== progressive) return new ServerInterceptingCall(call);
    let priority: string | undefined;
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        priority = metadata.get('x-weir-priority')[0]?.toString();
        next(metadata);
      })
      .withOnReceiveMessage((message: unknown, next) => {
        const refusal = door.refusal(queryOf(message), priority === 'batch' ? 'batch' : 'interactive');
        if (refusal === undefined) {
          next(message);
          return;
        }
        const error = toError(refusal);
        call.sendStatus({
          code: statusTable[error.code].grpc,
          details: error.message,
          metadata: errorMetadata(error),
        });
      })
      .build();
    const responder = new ResponderBuilder()
      .withStart((next) => {
        next(listener);
      })
      .build();
    return new ServerInterceptingCall(call, responder);
  };
}

/** The same over HTTP. */
export function httpDoor(adapter: FastifyAdapter, door: SearchDoor): void {
  adapter.getInstance().addHook('preHandler', (request, reply, done) => {
    if (request.routeOptions.url !== '/v1/search') {
      done();
      return;
    }
    const asked = request.method === 'GET' ? { query: textOf(request.query, 'q') } : request.body;
    const priority = request.headers['x-weir-priority'] === 'batch' ? 'batch' : 'interactive';
    const refusal = door.refusal(queryOf(asked), priority);
    if (refusal === undefined) {
      done();
      return;
    }
    const { code, message, violations, retryAfterMs = 0 } = toError(refusal);
    reply.header('retry-after', retryAfterSeconds(retryAfterMs));
    reply.status(statusTable[code].http).send({ code, message, violations });
  });
}

function toError({ message, retryAfterMs }: { readonly message: string; readonly retryAfterMs: number }): ApiError {
  return new ApiError('RESOURCE_EXHAUSTED', message, [], { retryAfterMs });
}

/** Of a search, or of one that is answered progressively. */
function queryOf(message: unknown): string {
  if (typeof message !== 'object' || message === null) return '';
  return 'search' in message ? textOf(message.search, 'query') : textOf(message, 'query');
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const text = (value as Readonly<Record<string, unknown>>)[name];
  return typeof text === 'string' ? text : '';
}
