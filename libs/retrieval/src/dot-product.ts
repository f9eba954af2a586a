/** Product of `query` and the numbers from `start` on. Four sums side by side: one would wait for itself. */
export function dotProduct(values: Float32Array, start: number, query: Float32Array): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const whole = query.length - (query.length % 4);
  for (let index = 0; index < whole; index += 4) {
    a += values[start + index]! * query[index]!;
    b += values[start + index + 1]! * query[index + 1]!;
    c += values[start + index + 2]! * query[index + 2]!;
    d += values[start + index + 3]! * query[index + 3]!;
  }
  for (let index = whole; index < query.length; index += 1) a += values[start + index]! * query[index]!;
  return a + b + c + d;
}
