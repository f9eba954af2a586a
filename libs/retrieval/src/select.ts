type Scores = Float64Array | Float32Array | Uint32Array;

/** Better first: by score, products of equal score by id. */
export interface Order {
  readonly scores: Scores;
  readonly ids: readonly string[];
}

/**
 * The best `limit` of `slots`, best first; equal scores are in the order of ids, also where the limit cuts through
 * them. Scores must not be NaN.
 */
export function selectBest(slots: Uint32Array, limit: number, order: Order): Uint32Array {
  if (limit <= 0) return new Uint32Array(0);
  const chosen = slots.length <= limit ? slots.slice() : cutOff(slots, limit, order);
  const { scores, ids } = order;
  return chosen.sort((left, right) => scores[right]! - scores[left]! || compareIds(ids, left, right));
}

/** The n-th largest value, n from 0, by Hoare's quickselect. Reorders its input. */
export function nthLargest(values: Float64Array, n: number): number {
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

/** Scores of these slots, in their order. */
export function scoresOf(slots: Uint32Array, scores: Scores): Float64Array {
  const values = new Float64Array(slots.length);
  for (let at = 0; at < slots.length; at += 1) values[at] = scores[slots[at]!]!;
  return values;
}

function cutOff(slots: Uint32Array, limit: number, { scores, ids }: Order): Uint32Array {
  const threshold = nthLargest(scoresOf(slots, scores), limit - 1);
  const chosen = new Uint32Array(limit);
  const ties: number[] = [];
  let count = 0;
  for (const slot of slots) {
    const score = scores[slot]!;
    if (score > threshold) chosen[count++] = slot;
    else if (score === threshold) ties.push(slot);
  }
  if (ties.length > limit - count) ties.sort((left, right) => compareIds(ids, left, right));
  chosen.set(ties.slice(0, limit - count), count);
  return chosen;
}

function compareIds(ids: readonly string[], left: number, right: number): number {
  return ids[left]! < ids[right]! ? -1 : 1;
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
