import createClient from 'openapi-fetch';
import type { components, paths } from './generated/schema';
import { csrfToken } from './csrf-token';
import { Problem } from './problem';
import { tellSignedOut } from './signed-out';

/** A message of the API by its name. */
export type Message<Name extends keyof components['schemas']> = components['schemas'][Name];

/** The HTTP API, typed by its OpenAPI document. What it refuses is thrown as a `Problem`. */
export const api = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' });

api.use({
  onRequest: ({ request }) => {
    if (request.method !== 'GET' && csrfToken.get() !== '') request.headers.set('x-weir-csrf', csrfToken.get());
    return request;
  },
  onResponse: async ({ response, schemaPath }) => {
    if (response.ok) return undefined;
    // A key that is wrong is told where it was typed.
    if (response.status === 401 && schemaPath !== '/v1/session') tellSignedOut();
    throw await Problem.of(response);
  },
  onError: ({ error }) => (error instanceof Problem ? error : Problem.unreachable(error)),
});

/**
 * The body of an answer.
 *
 * @throws Problem where it was refused, or nothing answered
 */
export async function answered<Body>(call: Promise<{ readonly data?: Body }>): Promise<NonNullable<Body>> {
  const { data } = await call;
  if (data === undefined || data === null)
    throw new Problem({ code: 'INTERNAL', message: 'The server answered nothing.' });
  return data;
}
