import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { ObservedWeir } from './observed-weir.js';

const experiment = {
  key: 'no-reranker',
  variants: [
    { key: 'control', weight: 0.5 },
    { key: 'off', weight: 0.5, plan: { reranker: { model: null } } },
  ],
  metrics: { primary: 'conversion', secondary: ['revenue_per_shopper'] },
};

/** An experiment that runs, and simulated shoppers who come until `leave`. */
export async function open({ weir }: ObservedWeir): Promise<void> {
  const told = [
    await weir.post('/v1/experiments', { definition: experiment, author: 'test' }),
    await weir.post(`/v1/experiments/${experiment.key}/start`, {}),
    await weir.post('/v1/simulation', { searches_per_second: 40, shoppers: 60, minutes: 30 }),
  ];
  for (const answer of told) if (!answer.ok) throw new Error(await answer.text());
}

/** Resolves when the shoppers have done enough for every variant to have sold something. */
export async function shopped({ weir }: ObservedWeir): Promise<void> {
  for (;;) {
    const text = await (await weir.fetch('/metrics')).text();
    const bought = [...text.matchAll(/^weir_experiment_acting_units\{.*action="purchase"\} (\d+)$/gm)];
    const told = await (await weir.fetch('/v1/simulation')).text();
    const { state } = JSON.parse(told) as { readonly state: string };
    if (bought.length === 2 && bought.every(([, buyers]) => Number(buyers) > 1)) break;
    if (state !== 'running') throw new Error(`the shoppers left before they had bought: ${told}`);
    await pause(200);
  }
}

/** Sends the simulated shoppers away. */
export async function leave({ weir }: ObservedWeir): Promise<void> {
  await weir.fetch('/v1/simulation', { method: 'DELETE' });
}

/** What goes wrong once in a while: a search that is cut short, events that are refused or come twice, a Redis that hangs. */
export async function mishaps({ weir, redis }: ObservedWeir): Promise<void> {
  const search = (more: object): Promise<Response> => weir.post('/v1/search', { query: 'drill', ...more });
  await search({ query: `drill ${randomUUID()}`, deadline_ms: 1 });
  await search({ plan: { reranker: { budget_ms: 0.001 } } });
  // The second is answered by the cache.
  await search({});
  await search({});
  const event = (id: string) => ({
    ...{ event_id: id, action: 'click', product_id: 'p1', shopper_id: 's1' },
    at_ms: Date.now() - 4000,
  });
  const id = randomUUID();
  await weir.post('/v1/events', [event(id), { event_id: randomUUID(), action: 'Bad' }]);
  await weir.post('/v1/events', [event(id)]);
  redis.pause();
  try {
    await search({ query: 'saw' });
  } finally {
    redis.resume();
  }
}
