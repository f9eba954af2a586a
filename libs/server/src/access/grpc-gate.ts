import { errorMetadata, statusTable, toApiError } from '@weir/contracts';
import { ResponderBuilder, type ServerInterceptor, ServerInterceptingCall, ServerListenerBuilder } from '@grpc/grpc-js';
import { credentialOf, type Gate } from './gate.js';

/** The gate before every rpc: a call that may not pass ends before its handler hears of it. */
export function grpcGate(gate: Gate): ServerInterceptor {
  return (method, call) => {
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        const credential = credentialOf((name) => metadata.get(name)[0]?.toString());
        gate.enter(method.path, credential).then(
          () => {
            next(metadata);
          },
          (error: unknown) => {
            const refused = toApiError(error);
            const { grpc: code } = statusTable[refused.code];
            call.sendStatus({ code, details: refused.message, metadata: errorMetadata(refused) });
          },
        );
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
