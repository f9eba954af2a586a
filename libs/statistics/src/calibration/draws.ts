/** A source of uniform numbers in [0, 1). */
export type Random = () => number;

/** One draw of the exponential distribution of mean 1: skewed as revenue is, its deviation equal to its mean. */
export function exponential(random: Random): number {
  return -Math.log(1 - random());
}

/** Draws of the standard normal distribution, two at a time (Marsaglia and Bray's polar method, 1964). */
export function normals(random: Random): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    let u: number;
    let v: number;
    let square: number;
    do {
      u = 2 * random() - 1;
      v = 2 * random() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    spare = v * scale;
    return u * scale;
  };
}

/** The moments of n draws. */
export function drawMoments(n: number, draw: () => number): { n: number; sum: number; sumSquares: number } {
  let sum = 0;
  let sumSquares = 0;
  for (let i = 0; i < n; i++) {
    const value = draw();
    sum += value;
    sumSquares += value * value;
  }
  return { n, sum, sumSquares };
}

/** How many of n trials succeed, each with probability p. */
export function drawSuccesses(n: number, p: number, random: Random): number {
  let sum = 0;
  for (let i = 0; i < n; i++) if (random() < p) sum++;
  return sum;
}
