import { setTimeout as wait } from 'node:timers/promises';
import { tell } from '../bench-search/progress.js';
import { percentiles } from '../bench-search/summary.js';
import type { Shoppers } from './shoppers.js';

/** Searches a second that are tried, each for a while, until they are not answered in good time any more. */
const rates = [2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256];
const eachMs = 6000;
/** Of the deadline: what it may take the slowest of a hundred. */
const goodTime = 0.5;

/** The most searches a second of which none failed and the 99th percentile lay within half of the deadline; at least the least that is tried. */
export async function findCapacity(shoppers: Shoppers, deadlineMs: number): Promise<number> {
  let capacity = rates[0]!;
  for (const rate of rates) {
    tell(`${rate} searches a second`);
    shoppers.perSecond = rate;
    // Those of before are still under way.
    await wait(1000);
    shoppers.take();
    await wait(eachMs);
    const { times, failed } = shoppers.take();
    if (failed.size > 0 || times.length === 0 || percentiles(times).p99_ms > goodTime * deadlineMs) break;
    capacity = rate;
  }
  return capacity;
}
