/** What a label says where its value is not one that it may have. */
export const other = 'other';

/**
 * Values of a label that come from the code: the first so many that are seen keep their names. A bound for the case that
 * the code is wrong; it must not be used for what callers send, who could take all places first.
 */
export function firstSeen(most: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    if (seen.has(value)) return value;
    if (seen.size >= most) return other;
    seen.add(value);
    return value;
  };
}

/** Values of a label that callers choose: those named here, or `other`. */
export function oneOf(values: Iterable<string>): (value: string) => string {
  const known = new Set(values);
  return (value) => (known.has(value) ? value : other);
}
