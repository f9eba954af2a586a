/**
 * When searches arrive, ms from the start: a Poisson process, so that some come at once and some after a pause, as
 * shoppers who know nothing of each other do.
 *
 * @param random 0 to 1; the same numbers give the same arrivals
 */
export function arrivals(perSecond: number, seconds: number, random: () => number): readonly number[] {
  const times: number[] = [];
  for (let at = 0; ;) {
    at += (-Math.log(1 - random()) * 1000) / perSecond;
    if (at >= seconds * 1000) return times;
    times.push(at);
  }
}
