import { errors } from '@opensearch-project/opensearch';

/**
 * - `UNREACHABLE`: no node answers, or not in time
 * - `REFUSED`: OpenSearch answered with an error
 * - `UNSAFE_MAPPING`: a mapping that would harm the node, refused before it is sent
 */
export type OpenSearchErrorCode = 'UNREACHABLE' | 'REFUSED' | 'UNSAFE_MAPPING';

/** What went wrong with OpenSearch and what to do. */
export class OpenSearchError extends Error {
  override readonly name = 'OpenSearchError';

  constructor(
    readonly code: OpenSearchErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The answer of a request; the client's errors become ours. `what` says what was being done, e.g. `searching`. */
export async function asked<Body>(what: string, request: PromiseLike<{ readonly body: unknown }>): Promise<Body> {
  try {
    return (await request).body as Body;
  } catch (error) {
    throw toOpenSearchError(what, error);
  }
}

function toOpenSearchError(what: string, error: unknown): unknown {
  if (error instanceof errors.ResponseError) {
    return new OpenSearchError('REFUSED', `OpenSearch refused ${what}: ${reasonOf(error.body) ?? error.message}`, {
      cause: error,
    });
  }
  if (error instanceof errors.OpenSearchClientError) {
    const advice = 'check retrieval.opensearch.url and that the cluster runs';
    return new OpenSearchError('UNREACHABLE', `OpenSearch did not answer ${what} (${error.message}): ${advice}`, {
      cause: error,
    });
  }
  return error;
}

/** The innermost reason that an error of OpenSearch gives. */
export function reasonOf(body: unknown): string | undefined {
  const { error } = (body ?? {}) as { readonly error?: Cause | string };
  if (error === undefined || typeof error === 'string') return error;
  let cause = error;
  while (cause.caused_by !== undefined) cause = cause.caused_by;
  return cause.reason ?? error.reason ?? error.type;
}

interface Cause {
  readonly type?: string;
  readonly reason?: string;
  readonly caused_by?: Cause;
}
