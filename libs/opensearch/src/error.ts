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
    const { body } = await request;
    if (typeof body !== 'string') return body as Body;
  } catch (error) {
    throw toOpenSearchError(what, error);
  }
  throw new OpenSearchError('REFUSED', `What answered ${what} is no OpenSearch: ${otherServer}`);
}

const otherServer = 'opensearch.url must be the address of a node, or of what passes requests on to it';

function toOpenSearchError(what: string, error: unknown): unknown {
  if (error instanceof errors.ResponseError) {
    return new OpenSearchError('REFUSED', `OpenSearch refused ${what}: ${refusalOf(error)}`, { cause: error });
  }
  if (error instanceof errors.OpenSearchClientError) {
    const advice = /certificate|self.signed|issuer/i.test(error.message)
      ? 'name the authority of its certificate in opensearch.ca_file, and the server as its certificate does in opensearch.url'
      : 'check opensearch.url and that the cluster runs';
    return new OpenSearchError('UNREACHABLE', `OpenSearch did not answer ${what} (${error.message}): ${advice}`, {
      cause: error,
    });
  }
  return error;
}

function refusalOf({ body, statusCode }: errors.ResponseError): string {
  const reason = reasonOf(body);
  if (statusCode === 401) return `${reason ?? 'no login'}: check opensearch.username and its password`;
  if (statusCode === 403) return `${reason ?? 'forbidden'}: the user of opensearch.username needs more rights`;
  return reason ?? `status ${statusCode}, without a reason: ${otherServer}`;
}

/** Whether an index was not made because there is one: another process may have made it at the same moment. */
export function isIndexThere(error: unknown): boolean {
  if (!(error instanceof OpenSearchError) || !(error.cause instanceof errors.ResponseError)) return false;
  const { error: cause } = error.cause.body as { readonly error?: Cause };
  return cause?.type === 'resource_already_exists_exception';
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
