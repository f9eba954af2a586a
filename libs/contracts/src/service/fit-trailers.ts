import type { ApiError } from '../api-error.js';

/**
 * Statuses travel in the trailers, of which clients take 8 KiB by gRPC's default. What is longer than they take does not
 * fail the call alone: it is never answered, and nor is any later one on its connection.
 */
const mostTextBytes = 1200;
const mostDetailBytes = 2800;
const mostFieldBytes = 400;

/** What is told of an error. */
export type ToldError = Pick<ApiError, 'code' | 'message' | 'violations'> & {
  readonly retryAfterMs?: number | undefined;
};

/** As much of an error as the trailers take: its text and those of the fields are cut, and the last fields left out. */
export function fitTrailers({ code, message, violations, retryAfterMs }: ToldError): ToldError {
  const kept: { field: string; description: string }[] = [];
  let left = mostDetailBytes;
  for (const violation of violations) {
    const field = cut(violation.field, mostFieldBytes);
    const description = cut(violation.description, mostFieldBytes);
    left -= encodeURI(field + description).length;
    if (left < 0) break;
    kept.push({ field, description });
  }
  return { code, message: cut(message, mostTextBytes), violations: kept, retryAfterMs };
}

/** The beginning of a text that takes no more than this on the way, where what is not ASCII takes three times its bytes. */
function cut(text: string, bytes: number): string {
  // Half a character, from JSON or from where a text was cut, cannot be sent at all.
  const sound = text.replaceAll(/\p{Surrogate}/gu, '\uFFFD');
  let taken = 0;
  let kept = '';
  for (const character of sound) {
    taken += encodeURI(character).length;
    if (taken > bytes) return `${kept}... (cut off)`;
    kept += character;
  }
  return sound;
}
