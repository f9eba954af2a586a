const float = new Float32Array(1);
const floatBits = new Int32Array(float.buffer);
const double = new Float64Array(1);
const doubleBits = new BigInt64Array(double.buffer);

/** Halfway from the largest float32 to the next power of two: from here on, float32 rounds to infinity. */
const OVERFLOW = 2 ** 128 - 2 ** 103;

/**
 * XGBoost asks whether a value, as a float32, is below a split. Gives the largest double t for which "not above t" is
 * the same question of the value itself, so that nothing is rounded when rows are scored.
 *
 * @returns NaN when no x passes (a split at -Infinity or NaN).
 */
export function thresholdBelow(split: number): number {
  if (!(split > -Infinity)) return NaN;
  const below = previousFloat(split);
  const middle = middleOf(below, split);
  // Halfway, rounding goes to the even one of the two.
  return isEven(below) ? middle : previousDouble(middle);
}

function middleOf(below: number, above: number): number {
  if (above === Infinity) return OVERFLOW;
  return below === -Infinity ? -OVERFLOW : (below + above) / 2;
}

function previousFloat(value: number): number {
  float[0] = value === 0 ? -0 : value;
  floatBits[0]! += float[0] > 0 ? -1 : 1;
  return float[0];
}

function isEven(value: number): boolean {
  float[0] = value;
  return (floatBits[0]! & 1) === 0;
}

function previousDouble(value: number): number {
  double[0] = value === 0 ? -0 : value;
  doubleBits[0]! += double[0] > 0 ? -1n : 1n;
  return double[0];
}
