import { existsSync } from 'node:fs';
import { tell } from '../bench-search/progress.js';
import { post } from './post.js';

/** Events of one request. */
const batch = 1000;
/** More are not written, whatever the storage does with its memory. */
const most = 1_000_000;

/**
 * Records clicks until the storage holds as much in memory as it may, which is when it begins to put parts away on disk:
 * what it takes until then would look like a leak.
 *
 * @param folder where it puts them, made when it first does
 */
export async function fillStorage(http: string, folder: string): Promise<void> {
  for (let written = 0; written < most && !existsSync(folder); written += batch) {
    tell(`filling the storage: ${written} events`);
    const events = Array.from({ length: batch }, (_, at) => {
      const id = `filling/${written + at}`;
      return { event_id: id, action: 'click', shopper_id: id, search_id: id, product_id: id, position: 1 };
    });
    await post(`${http}/v1/events`, { events });
  }
}
