import { asked, OpenSearchError } from './error.js';
import { type RetryOptions, waitToRetry } from './retry.js';

/** Whether it is that of a cluster that is busy, or whose nodes come and go: a write that meets a dying node fails with 500. */
export function isPassingStatus(status: number): boolean {
  return status === 429 || status >= 500;
}

/** Whether the same request may well be answered a little later. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof OpenSearchError)) return false;
  const { statusCode } = (error.cause ?? {}) as { readonly statusCode?: number };
  return error.code === 'UNREACHABLE' || (statusCode !== undefined && isPassingStatus(statusCode));
}

/**
 * The answer of a request that is sent again later where the cluster is busy or does not answer: one that is harmless to
 * repeat. `what` says what was being done, e.g. `searching`.
 * @throws OpenSearchError when the tries are used up
 */
export async function askedPatiently<Body>(
  what: string,
  ask: () => PromiseLike<{ readonly body: unknown }>,
  options: RetryOptions = {},
): Promise<Body> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await asked<Body>(what, ask());
    } catch (error) {
      if (!isPassing(error) || !(await waitToRetry(attempt, options))) throw error;
    }
  }
}
