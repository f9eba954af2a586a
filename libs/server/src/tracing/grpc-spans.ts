import type { RequestSpan, Tracing } from '@weir/telemetry';
import {
  type Metadata,
  ResponderBuilder,
  type ServerInterceptor,
  ServerInterceptingCall,
  ServerListenerBuilder,
  status,
} from '@grpc/grpc-js';

/** Statuses that say that the server failed, by OpenTelemetry's conventions for gRPC. */
const serverFaults: ReadonlySet<status> = new Set([
  status.UNKNOWN,
  status.DEADLINE_EXCEEDED,
  status.UNIMPLEMENTED,
  status.INTERNAL,
  status.UNAVAILABLE,
  status.DATA_LOSS,
]);

/** A span for every rpc of Weir's services, below the caller's; health and reflection have none. */
export function grpcSpans(tracing: Tracing): ServerInterceptor {
  return ({ path }, call) => {
    const [service = '', method = ''] = path.slice(1).split('/');
    if (service.startsWith('grpc.')) return new ServerInterceptingCall(call);
    let span: RequestSpan | undefined;
    const under = (work: () => void): void => {
      if (span === undefined) work();
      else span.run(work);
    };
    const listener = new ServerListenerBuilder()
      .withOnReceiveMetadata((metadata, next) => {
        span = tracing.begin({
          name: `${service}/${method}`,
          traceparent: first(metadata, 'traceparent'),
          tracestate: first(metadata, 'tracestate'),
          attributes: { 'rpc.system': 'grpc', 'rpc.service': service, 'rpc.method': method },
        });
        under(() => {
          next(metadata);
        });
      })
      // Each is an event of the connection, whose context is not the call's.
      .withOnReceiveMessage((message, next) => {
        under(() => {
          next(message);
        });
      })
      .withOnReceiveHalfClose((next) => {
        under(next);
      })
      .withOnCancel(() => {
        span?.set({ 'rpc.grpc.status_code': status.CANCELLED });
        span?.end();
      })
      .build();
    const responder = new ResponderBuilder()
      .withStart((next) => {
        next(listener);
      })
      .withSendStatus((answer, next) => {
        span?.set({ 'rpc.grpc.status_code': answer.code });
        if (serverFaults.has(answer.code)) span?.fail(status[answer.code]);
        next(answer);
        span?.end();
      })
      .build();
    return new ServerInterceptingCall(call, responder);
  };
}

function first(metadata: Metadata, name: string): string | undefined {
  return metadata.get(name)[0]?.toString();
}
