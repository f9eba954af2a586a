/** When to ask again, as the header `retry-after` has it: whole seconds. */
export function retryAfterSeconds(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)));
}
