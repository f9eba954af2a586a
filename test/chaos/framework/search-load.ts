import { setTimeout as wait } from 'node:timers/promises';
import { demoShop, toProduct } from '@weir/catalogue';

/** What became of one search. */
export type Outcome =
  | { readonly kind: 'full' }
  /** Answered, with less than all stages do: `stage cause` each. */
  | { readonly kind: 'degraded'; readonly by: readonly string[] }
  /** Not answered, or with nothing in it. */
  | { readonly kind: 'failed'; readonly status: string };

export interface Search {
  /** Whether the same was asked before, so that the last good page can stand in. */
  readonly isRepeated: boolean;
  /** Monotonic, ms. */
  readonly startedAt: number;
  readonly tookMs: number;
  readonly outcome: Outcome;
}

/** Sends one search; rejects where no answer comes. */
export type Ask = (query: string) => Promise<Outcome>;

export interface LoadOptions {
  /** Searches a second. */
  readonly perSecond: number;
  readonly seed: number;
  /** Queries that were asked before. */
  readonly repeated: readonly string[];
  /** Words that new queries are made of; each finds something by itself. */
  readonly words: readonly string[];
}

/** Searches that begin at their time, however long those before take: a repeated one and a new one in turn. */
export class SearchLoad {
  /** Those that have ended, in the order in which they began but for those that overtook others. */
  readonly searches: Search[] = [];
  private readonly random: () => number;
  private isOver = false;
  private running: Promise<void> | undefined;

  /** @param asks asked in turn, two searches each */
  constructor(
    private readonly asks: readonly Ask[],
    private readonly options: LoadOptions,
  ) {
    this.random = seeded(options.seed);
  }

  start(): void {
    this.running = this.run();
  }

  /** Resolves when every search that was begun has ended. */
  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  private async run(): Promise<void> {
    const { perSecond, repeated } = this.options;
    const under = new Set<Promise<void>>();
    const start = performance.now();
    for (let n = 0; !this.isOver; n += 1) {
      const due = start + (n * 1000) / perSecond - performance.now();
      if (due > 0) await wait(due);
      const isRepeated = n % 2 === 0;
      const query = isRepeated ? repeated[(n / 2) % repeated.length]! : this.fresh(n);
      const searching = this.search(this.asks[Math.floor(n / 2) % this.asks.length]!, query, isRepeated);
      under.add(searching);
      void searching.then(() => under.delete(searching));
    }
    await Promise.all(under);
  }

  private async search(ask: Ask, query: string, isRepeated: boolean): Promise<void> {
    const startedAt = performance.now();
    const outcome = await ask(query).catch((error: unknown): Outcome => {
      const { cause, message } = error as Error & { readonly cause?: { readonly code?: string } };
      return { kind: 'failed', status: cause?.code ?? message };
    });
    this.searches.push({ isRepeated, startedAt, tookMs: performance.now() - startedAt, outcome });
  }

  /** Words of the shop with a number: nobody asked this before. */
  private fresh(n: number): string {
    const { words, seed } = this.options;
    const word = (): string => words[Math.floor(this.random() * words.length)]!;
    return `${word()} ${word()} ${seed * 100_000 + n}`;
  }
}

/** Of the titles of the demonstration shop. */
export async function titleWords(products: number): Promise<readonly string[]> {
  const shop = demoShop({ products });
  const words = new Set<string>();
  for await (const row of shop.rows()) {
    if (!('fields' in row)) continue;
    for (const word of toProduct(row.fields, shop.mapping).title.toLowerCase().split(' '))
      if (/^[a-z]{4,}$/.test(word)) words.add(word);
  }
  return [...words];
}

/** Numbers from 0 to below 1 that follow from the seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
