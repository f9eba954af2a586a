import type { Metadata } from '@grpc/grpc-js';

/** What surrounds a request, whichever transport it came by. */
export interface Call {
  /** Aborts when the caller left or its deadline passed. */
  readonly signal: AbortSignal;
  /** What the caller's deadline leaves, in ms, when the call began; absent without one. */
  readonly remainingMs?: number;
  /** The header of this name (lower case); absent where there is no transport. */
  readonly header?: (name: string) => string | undefined;
}

interface ServerCall {
  readonly metadata: Metadata;
  getDeadline(): Date | number;
  on(event: 'cancelled', listener: () => void): unknown;
}

/** Every call ends so, also one that was answered: an error of its own for each would cost more than some answers. */
const gone = new DOMException('The caller left.', 'AbortError');

/** The call of a gRPC handler. */
export function grpcCall(call: ServerCall): Call {
  const left = new AbortController();
  call.on('cancelled', () => {
    left.abort(gone);
  });
  const remaining = Number(call.getDeadline()) - Date.now();
  return {
    signal: left.signal,
    ...(Number.isFinite(remaining) ? { remainingMs: remaining } : {}),
    header: (name) => call.metadata.get(name)[0]?.toString(),
  };
}

interface HttpRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly raw: {
    readonly socket: {
      once(event: 'close', listener: () => void): unknown;
      off(event: 'close', listener: () => void): unknown;
    };
  };
}

interface HttpReply {
  readonly raw: { once(event: 'close', listener: () => void): unknown };
}

/** The call of an HTTP handler. */
export function httpCall(request: HttpRequest, reply: HttpReply): Call {
  const left = new AbortController();
  const leave = (): void => {
    left.abort(gone);
  };
  request.raw.socket.once('close', leave);
  reply.raw.once('close', () => request.raw.socket.off('close', leave));
  return {
    signal: left.signal,
    header: (name) => {
      const value = request.headers[name];
      return typeof value === 'object' ? value[0] : value;
    },
  };
}
