import { type ApiError, statusTable, toApiError } from '@weir/contracts';
import {
  Metadata,
  ResponderBuilder,
  type ServerInterceptor,
  ServerInterceptingCall,
  ServerListenerBuilder,
} from '@grpc/grpc-js';
import { credentialOf, type Gate, TooManyRequests } from './gate.js';

/** The gate before every rpc: a call that may not pass ends before its handler hears of it. */
export function grpcGate(gate: Gate): ServerInterceptor {
  return (method, call) => {
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        try {
          gate.enter(
            method.path,
            credentialOf((name) => metadata.get(name)[0]?.toString()),
          );
        } catch (error) {
          const refused = toApiError(error);
          call.sendStatus({
            code: statusTable[refused.code].grpc,
            details: refused.message,
            metadata: retryAfter(refused),
          });
          return;
        }
        next(metadata);
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

/** How long to wait, as gRPC's clients know it. */
function retryAfter(error: ApiError): Metadata {
  const metadata = new Metadata();
  if (error instanceof TooManyRequests) metadata.set('grpc-retry-pushback-ms', String(Math.ceil(error.retryAfterMs)));
  return metadata;
}
