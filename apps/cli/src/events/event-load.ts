import { seededRandom } from '@weir/evaluation';
import type { EventInput } from '@weir/events';
import type { StoredExposure } from '@weir/storage';

export interface EventLoad {
  readonly shoppers: number;
  /** When the shoppers were exposed first, ms since the Unix epoch. */
  readonly start: number;
  readonly seed: number;
}

const day = 86_400_000;

/** A shopper's exposure, by number: half of them to each variant, spread over a day. */
export function exposureOf(number: number, { start, shoppers }: EventLoad): Omit<StoredExposure, 'unit'> {
  const at = start + Math.floor((number / shoppers) * day);
  return { experiment: 'bench', phase: 1, variant: number % 2 === 0 ? 'control' : 'treatment', at, reached: true };
}

/** Events like a storefront's, without end: searches, and what follows each of them, of shoppers who take turns at random. */
export function* eventLoad(load: EventLoad): Generator<EventInput> {
  const random = seededRandom(load.seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  for (let search = 0; ; search += 1) {
    const shopper = upTo(load.shoppers);
    const { at: exposed } = exposureOf(shopper, load);
    // Some of it before the exposure, for what shoppers did before.
    const at = exposed + Math.floor((random() * 8 - 2) * day);
    const about = {
      search_id: `8a6e0804-2bd0-4672-b79d-${search.toString(16).padStart(12, '0')}`,
      shopper_id: `shopper-${shopper}`,
      session_id: `session-${shopper}-${Math.floor(at / day)}`,
    };
    let events = 0;
    const next = (action: string, rest: Partial<EventInput>): EventInput => {
      events += 1;
      return { ...about, event_id: `${about.search_id}/${events}`, action, at_ms: at + events * 1000, ...rest };
    };
    yield next('search', { query: `query ${upTo(5000)}`, attributes: { took_ms: 5 + upTo(60), shown: 24 } });
    for (let position = 1; position <= 5; position += 1) {
      const product = { product_id: `p${upTo(50_000)}`, position };
      yield next('impression', product);
      if (random() >= 0.25 / position) continue;
      yield next('click', product);
      if (random() >= 0.3) continue;
      yield next('add_to_cart', { ...product, quantity: 1 });
      if (random() >= 0.5) continue;
      const quantity = 1 + upTo(2);
      const revenue_minor = quantity * (500 + upTo(9500));
      yield next('purchase', {
        ...product,
        quantity,
        revenue_minor,
        currency: 'EUR',
        attributes: { order_id: `o${search}` },
      });
    }
  }
}
