const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Lengths that people count in, ms. */
const lengths = [10_000, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day];

/**
 * Moments from which a course is read: the ends of steps (UTC) within a span, and its end. The steps are the shortest of
 * which there are not more than `most`.
 */
export function stepsOf({ from, to, most }: { readonly from: number; readonly to: number; readonly most: number }): {
  readonly stepMs: number;
  readonly moments: readonly number[];
} {
  const fits = (length: number): boolean => (to - from) / length <= most - 1;
  const longest = lengths.at(-1)!;
  const stepMs = lengths.find(fits) ?? Math.ceil((to - from) / (most - 1) / longest) * longest;
  const moments: number[] = [];
  for (let at = (Math.floor(from / stepMs) + 1) * stepMs; at < to; at += stepMs) moments.push(at);
  return { stepMs, moments: [...moments, to] };
}
