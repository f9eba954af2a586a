/** Nodes and weights of Gauss-Legendre quadrature on [-1, 1], and the integrals from -1 up to each node. */
export interface Quadrature {
  readonly nodes: readonly number[];
  readonly weights: readonly number[];
  /** `upTo[i][j]`: what the value at node j adds to the integral from -1 to node i. */
  readonly upTo: readonly (readonly number[])[];
}

/**
 * Gauss-Legendre quadrature of n nodes, exact for polynomials up to degree 2n - 1; its running integrals are exact up to
 * degree n - 1. Abramowitz and Stegun 25.4.29; the integral of a Legendre polynomial is a difference of two (8.6.4).
 */
export function gaussLegendre(n: number): Quadrature {
  const nodes = Array.from({ length: n }, (_, i) => root(n, i));
  const weights = nodes.map((x) => {
    const [last, before] = legendre(n, x).slice(-2).reverse() as [number, number];
    const slope = (n * (x * last - before)) / (x * x - 1);
    return 2 / ((1 - x * x) * slope * slope);
  });
  const values = nodes.map((x) => legendre(n, x));
  const upTo = values.map((at, i) =>
    values.map((source, j) => {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        const integral = k === 0 ? nodes[i]! + 1 : (at[k + 1]! - at[k - 1]!) / (2 * k + 1);
        sum += ((2 * k + 1) / 2) * weights[j]! * source[k]! * integral;
      }
      return sum;
    }),
  );
  return { nodes, weights, upTo };
}

/** Legendre polynomials of degree 0..n at x. */
function legendre(n: number, x: number): number[] {
  const values = [1, x];
  for (let k = 1; k < n; k++) values.push(((2 * k + 1) * x * values[k]! - k * values[k - 1]!) / (k + 1));
  return values;
}

/** The i-th root of the Legendre polynomial of degree n, ascending, by Newton's method. */
function root(n: number, i: number): number {
  let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
  for (let step = 0; step < 8; step++) {
    const values = legendre(n, x);
    x -= (values[n]! * (x * x - 1)) / (n * (x * values[n]! - values[n - 1]!));
  }
  return x;
}
