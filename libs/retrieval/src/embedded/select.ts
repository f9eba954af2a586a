/** Better first: by score, products of equal score by id. */
export interface Order {
  readonly scores: Float64Array | Float32Array;
  readonly ids: readonly string[];
}

/**
 * The best `limit` of `slots`, best first; equal scores are in the order of ids, also where the
 * limit cuts through them. Scores must not be NaN.
 */
export function selectBest(slots: Uint32Array, limit: number, order: Order): Uint32Array {
  const count = slots.length;
  const { scores, ids } = order;
  const wanted = Math.min(limit, count);
  if (wanted <= 0) return new Uint32Array(0);
  let chosen: number[] = [];
  if (count <= wanted) {
    chosen = Array.from(slots);
  } else {
    const threshold = nthLargest(
      Float64Array.from(slots, (slot) => scores[slot]!),
      wanted - 1,
    );
    const ties: number[] = [];
    for (let at = 0; at < count; at += 1) {
      const slot = slots[at]!;
      const score = scores[slot]!;
      if (score > threshold) chosen.push(slot);
      else if (score === threshold) ties.push(slot);
    }
    const missing = wanted - chosen.length;
    if (ties.length > missing) ties.sort((left, right) => compareIds(ids, left, right));
    chosen.push(...ties.slice(0, missing));
  }
  return Uint32Array.from(chosen.sort((left, right) => scores[right]! - scores[left]! || compareIds(ids, left, right)));
}

function compareIds(ids: readonly string[], left: number, right: number): number {
  return ids[left]! < ids[right]! ? -1 : 1;
}

/** The n-th largest value, n from 0, by Hoare's quickselect. Reorders its input. */
function nthLargest(values: Float64Array, n: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = median(values[low]!, values[(low + high) >>> 1]!, values[high]!);
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! > pivot) left += 1;
      while (values[right]! < pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left]!;
      values[left] = values[right]!;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (n <= right) high = right;
    else if (n >= left) low = left;
    else return values[n]!;
  }
  return values[n]!;
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
