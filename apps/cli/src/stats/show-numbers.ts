/** 44.82 %, of 0.4482. */
export function percent(share: number, digits = 2): string {
  return `${(100 * share).toFixed(digits)} %`;
}

/** Three digits of a probability, however small; 0.05 and not 0.0500 of a round one. */
export function probability(p: number): string {
  if (p === 0) return '0';
  return p < 1e-6 ? p.toExponential(2) : String(Number(p.toPrecision(3)));
}

/** 44,700 of 44700. */
export function grouped(count: number): string {
  return count.toLocaleString('en-US', { maximumFractionDigits: 1 });
}

/** Four significant digits, without an exponent where that is short. */
export function quantity(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : value > 0 ? 'any' : '-any';
}

/** With its sign, as a difference is written. */
export function signed(value: number, show: (value: number) => string): string {
  return value > 0 ? `+${show(value)}` : show(value);
}
