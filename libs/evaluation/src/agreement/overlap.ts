/** Share of the first k that both lists have in their first k, 0 to 1; of shorter lists, of as many as they have. 1 where both are empty. */
export function overlap(one: readonly string[], other: readonly string[], k: number): number {
  const first = one.slice(0, k);
  const size = Math.min(k, Math.max(one.length, other.length));
  if (size === 0) return 1;
  const second = new Set(other.slice(0, k));
  return first.filter((id) => second.has(id)).length / size;
}
