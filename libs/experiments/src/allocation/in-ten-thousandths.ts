const parts = 10_000;

/** Weights that add up to 1, each a whole number of the hash's buckets, so that what is kept is what is drawn. */
export function inTenThousandths(weights: readonly number[]): readonly number[] {
  const whole = weights.map((weight) => Math.floor(weight * parts + 1e-6));
  let left = parts - whole.reduce((sum, each) => sum + each, 0);
  // What rounding left goes to those that lost most by it.
  const lost = weights.map((weight, at) => ({ at, loss: weight * parts - whole[at]! }));
  for (const { at } of lost.sort((a, b) => b.loss - a.loss || a.at - b.at)) {
    if (left <= 0) break;
    whole[at]! += 1;
    left -= 1;
  }
  return whole.map((each) => each / parts);
}
