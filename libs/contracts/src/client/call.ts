import { type CallOptions, type ClientUnaryCall, Metadata, type ServiceError } from '@grpc/grpc-js';

type Unary<Request, Response> = (
  request: Request,
  metadata: Metadata,
  options: Partial<CallOptions>,
  callback: (error: ServiceError | null, response: Response) => void,
) => ClientUnaryCall;

/** How long a caller waits, and whether they are still there. */
export interface Waiting {
  /** From now; Infinity: no deadline. */
  readonly ms: number;
  readonly signal?: AbortSignal | undefined;
}

/** One call of a generated client's method. The deadline and the cancellation go with it. Rejects with a `ServiceError`. */
export function callUnary<Request, Response>(
  method: Unary<Request, Response>,
  request: Request,
  { ms, signal }: Waiting,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const options = Number.isFinite(ms) ? { deadline: Date.now() + ms } : {};
    const call = method(request, new Metadata(), options, (error, response) => {
      signal?.removeEventListener('abort', cancel);
      if (error === null) resolve(response);
      else reject(error);
    });
    const cancel = (): void => {
      call.cancel();
    };
    if (signal?.aborted) cancel();
    else signal?.addEventListener('abort', cancel, { once: true });
  });
}
