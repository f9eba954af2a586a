import { setTimeout as wait } from 'node:timers/promises';
import { post } from './post.js';
import type { SwappedModels } from './two-versions.js';

/** What is changed under load, and how often it was. */
export interface Changes {
  swaps: number;
  /** Times that the whole catalogue was written anew. */
  reindexes: number;
  edits: number;
}

export interface ChangeParts {
  readonly http: string;
  readonly models: SwappedModels;
  /** Models that are swapped in turn. */
  readonly swapped: readonly string[];
  /** Products as the API takes them. */
  readonly products: readonly ApiProduct[];
  /** Between two changes of one kind, ms. */
  readonly everyMs: { readonly swap: number; readonly reindex: number; readonly edit: number };
}

export type ApiProduct = Readonly<{ id: string; title: string }> & Readonly<Record<string, unknown>>;

/** Products of one request. */
const batch = 100;
/** Of a new feed, every so many products has another text: its words and its vector are made anew. */
const changedEvery = 10;

/** Swaps models, writes the catalogue and edits experiments until `signal` aborts. Rejects where the server refuses one. */
export async function keepChanging(parts: ChangeParts, signal: AbortSignal): Promise<Changes> {
  const changes: Changes = { swaps: 0, reindexes: 0, edits: 0 };
  const every = async (ms: number, work: (turn: number) => Promise<void>): Promise<void> => {
    for (let turn = 0; await passed(ms, signal); turn += 1) await work(turn);
  };
  await Promise.all([
    every(parts.everyMs.swap, async (turn) => {
      await parts.models.swap(parts.swapped[turn % parts.swapped.length]!);
      changes.swaps += 1;
    }),
    every(parts.everyMs.reindex, async (turn) => {
      await reindex(parts, turn, signal);
      changes.reindexes += 1;
    }),
    every(parts.everyMs.edit, async (turn) => {
      await edit(parts.http, turn);
      changes.edits += 1;
    }),
  ]);
  return changes;
}

async function reindex({ http, products }: ChangeParts, turn: number, signal: AbortSignal): Promise<void> {
  for (let from = 0; from < products.length && !signal.aborted; from += batch) {
    const part = products.slice(from, from + batch).map((product, at) => {
      // One of two titles, so that the dictionary does not grow for ever.
      return at % changedEvery === turn % changedEvery && turn % 2 === 0
        ? { ...product, title: `${product.title} new` }
        : product;
    });
    await post(`${http}/v1/products`, { products: part });
  }
}

/** Resolves after so many ms, or when `signal` aborts: with whether it has not. */
function passed(ms: number, signal: AbortSignal): Promise<boolean> {
  return wait(ms, true, { signal }).catch(() => false);
}

/** An experiment is made, started, ramped and stopped, one step a turn; and then the next one. */
async function edit(http: string, turn: number): Promise<void> {
  const key = `soak-${Math.floor(turn / steps)}`;
  const address = `${http}/v1/experiments`;
  const author = { author: 'weir bench soak' };
  switch (turn % steps) {
    case 0: {
      const plan = { reranker: { window: 10 } };
      const variants = [
        { key: 'control', weight: 0.5 },
        { key: 'shorter', weight: 0.5, plan },
      ];
      const metrics = { primary: 'conversion', secondary: [] };
      await post(address, { definition: { key, coverage: 0.2, variants, metrics }, ...author });
      return;
    }
    case 1:
      await post(`${address}/${key}/start`, author);
      return;
    case 2:
      await post(`${address}/${key}/ramp`, { coverage: 0.6, version: await versionOf(`${address}/${key}`), ...author });
      return;
    default:
      await post(`${address}/${key}/stop`, author);
  }
}

const steps = 4;

async function versionOf(address: string): Promise<unknown> {
  const { version } = (await (await fetch(address)).json()) as { readonly version: unknown };
  return version;
}
