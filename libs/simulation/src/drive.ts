import type { SearchResponse } from '@weir/contracts';
import { act, type Behaviour, type ShownProduct } from './act.js';
import type { EventQueue } from './event-queue.js';
import type { JudgedShop } from './judged-shop.js';
import type { Shop } from './shop.js';
import { type Visit, visitOf } from './shopper.js';
import { stream } from './streams.js';
import type { Tally } from './tally.js';
import { toEvent } from './to-event.js';

/** Who shops where, and how. */
export interface Simulation {
  readonly server: Shop;
  readonly shop: JudgedShop;
  readonly behaviour: Behaviour;
  readonly seed: number;
  readonly run: string;
  readonly searchesPerShopper: number;
  /** Shoppers at the same time. */
  readonly concurrency: number;
  /** Currency of products that do not say theirs. */
  readonly currency: string;
  readonly tally: Tally;
  readonly events: EventQueue;
  /** Different shoppers, who come again and again; absent: nobody comes twice. */
  readonly population?: number;
  /** Awaited before each search; false where no more are wanted. @defaultValue at once, always */
  readonly turn?: () => Promise<boolean>;
}

const actStream = 3;

/**
 * Lets the shoppers of these numbers visit the shop, each once, `concurrency` of them at a time. All events are recorded
 * when it resolves. Rejects as soon as the server does not answer.
 */
export async function drive(
  simulation: Simulation,
  shoppers: { readonly from: number; readonly to: number; readonly onShopper?: () => void },
): Promise<void> {
  let next = shoppers.from;
  let over = false;
  const shopOnAndOn = async (): Promise<void> => {
    while (next < shoppers.to && !over) {
      const number = next++;
      try {
        if (!(await visit(number, simulation))) over = true;
      } catch (error) {
        over = true;
        throw error;
      }
      shoppers.onShopper?.();
    }
  };
  await Promise.all(Array.from({ length: simulation.concurrency }, shopOnAndOn));
  await simulation.events.flush();
}

/** Resolves to false where no more searches are wanted. */
async function visit(number: number, simulation: Simulation): Promise<boolean> {
  const { shop, seed, run, searchesPerShopper, server, tally, population = Infinity, turn } = simulation;
  const shopper = number % population;
  const again = Math.floor(number / population);
  const plan = visitOf(shopper, { seed, run, again, searchesPerShopper, queries: shop.queries.length });
  for (const [place, queryNumber] of plan.queries.entries()) {
    if (turn !== undefined && !(await turn())) return false;
    const query = shop.queries[queryNumber]!;
    const answer = await server.search({ query: query.text, shopperId: plan.shopperId, sessionId: plan.sessionId });
    if (answer === undefined) {
      tally.refused++;
      continue;
    }
    const acts = act(
      pageOf(answer),
      {
        query,
        bestGrade: shop.bestGrade,
        propensity: plan.habits.propensity,
        random: stream(seed, shopper, actStream, place, ...(again === 0 ? [] : [again])),
      },
      simulation.behaviour,
    );
    await record(answer, { plan, place, acts }, simulation);
  }
  return true;
}

function pageOf({ products }: SearchResponse): readonly ShownProduct[] {
  return products.flatMap(({ product, position }) =>
    product === undefined ? [] : [{ id: product.id, position, price: product.price }],
  );
}

async function record(
  answer: SearchResponse,
  { plan, place, acts }: { readonly plan: Visit; readonly place: number; readonly acts: ReturnType<typeof act> },
  { currency, tally, events }: Simulation,
): Promise<void> {
  const currencies = new Map(answer.products.map(({ product }) => [product?.id, product?.currency]));
  const made = acts.map((each) =>
    toEvent(each, {
      searchId: answer.search_id,
      shopperId: plan.shopperId,
      sessionId: plan.sessionId,
      name: `${plan.sessionId}-${place}`,
      currency: currencies.get(each.product.id) ?? currency,
    }),
  );
  tally.add(plan.shopperId, answer, made);
  await events.add(made);
}
