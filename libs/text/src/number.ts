/** One spelling of a number: no thousands separators, no needless zeros around a point. "007" stays: it is a name. */
export function canonicalNumber(number: string): string {
  const plain = number.replaceAll(',', '');
  if (!plain.includes('.')) return plain;
  const [whole = '', decimals = ''] = plain.split('.');
  const kept = decimals.replace(/0+$/, '');
  const head = whole.replace(/^0+(?=\d)/, '') || '0';
  return kept === '' ? head : `${head}.${kept}`;
}

/** Decimal of a fraction, "3/4" as "0.75"; undefined where no shop means a fraction ("24/7", "3/2"). */
export function canonicalFraction(fraction: string): string | undefined {
  const [numerator = 0, denominator = 0] = fraction.split('/').map(Number);
  if (numerator < 1 || numerator >= denominator || !denominators.has(denominator)) return undefined;
  return canonicalDecimal(numerator / denominator);
}

/** A value with at most four decimals. */
export function canonicalDecimal(value: number): string {
  return canonicalNumber(value.toFixed(4));
}

const denominators = new Set([2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 32, 64]);
