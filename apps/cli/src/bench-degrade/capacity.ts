/** Share of the searches that must be answered inside the deadline for a rate to count as held. */
const held = 0.98;
const firstRate = 8;
const fastestRate = 4096;
const bisections = 3;
/** A machine that did something else for a moment must not count: the best of so many tries does. */
const tries = 3;

/**
 * The most searches a second that a server holds: rates double until one is not held, then the gap is halved.
 *
 * @param goodShare share of what was offered at a rate that was answered inside the deadline
 */
export async function findCapacity(goodShare: (perSecond: number) => Promise<number>): Promise<number> {
  const isHeld = async (perSecond: number): Promise<boolean> => {
    for (let attempt = 0; attempt < tries; attempt++) if ((await goodShare(perSecond)) >= held) return true;
    return false;
  };
  let low = 1;
  let high = firstRate;
  while (high < fastestRate && (await isHeld(high))) {
    low = high;
    high *= 2;
  }
  for (let step = 0; step < bisections; step++) {
    const middle = Math.sqrt(low * high);
    if (await isHeld(middle)) low = middle;
    else high = middle;
  }
  return low;
}
