import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { demoShop, type Product, toProduct, toProductMessage } from '@weir/catalogue';
import { freshQueries } from '../bench-search/queries.js';
import { tell } from '../bench-search/progress.js';
import { percentiles } from '../bench-search/summary.js';
import { type ApiProduct, type Changes, keepChanging } from './changes.js';
import { fillStorage } from './fill-storage.js';
import { findCapacity } from './find-capacity.js';
import { type Sample, verdictOf, type Verdict } from './verdict.js';
import { type ServerProcess, startServerProcess } from './server-process.js';
import { Shoppers, type Tally } from './shoppers.js';
import { writeTwoVersions } from './two-versions.js';

export interface SoakOptions {
  readonly minutes: number;
  /** Of the demonstration shop. */
  readonly products: number;
  /** Searches a second. @defaultValue half of the capacity, which is then looked for first */
  readonly perSecond?: number | undefined;
  /** Of a search, ms. */
  readonly deadlineMs: number;
}

/** What `weir bench soak --json` prints. */
export interface SoakReport extends Verdict {
  readonly minutes: number;
  readonly products: number;
  /** Most searches a second that were answered with their 99th percentile within half of the deadline; null where the load was given. */
  readonly capacity_per_s: number | null;
  readonly load_per_s: number;
  readonly searches: number;
  readonly degraded: number;
  readonly failed: number;
  readonly failed_by: Readonly<Record<string, number>>;
  readonly p50_ms: number;
  readonly p99_ms: number;
  readonly events: { readonly acknowledged: number; readonly refused: number };
  readonly changes: Changes;
  readonly samples: readonly Sample[];
}

/** Models of two versions that are swapped in turn. */
const swapped = ['ranker-shop', 'cross-encoder-l2'];
/** Small, so that they are full before what grows is looked for: caches, bytes, and what the storage holds in memory, MiB. */
const cacheBytes = 16 * 2 ** 20;
const storageMiB = 64;
/** A shorter run says nothing about what grows, and is not kept waiting for the storage to be full, minutes. */
const tellingMinutes = 5;

/** A server of its own under load for a while, with everything changing that may change while it runs. */
export async function soak(options: SoakOptions): Promise<SoakReport> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-soak-'));
  try {
    const models = await writeTwoVersions(path.join(folder, 'models'), swapped);
    tell('starting a server');
    const server = await startServerProcess([
      ...[`demo.products=${options.products}`, `data_dir=${path.join(folder, 'data')}`, `models_dir=${models.folder}`],
      ...swapped.map((name, at) => `plan.${at === 0 ? 'ranker' : 'reranker'}.model=${name}@champion`),
      ...[
        `plan.deadline_ms=${options.deadlineMs}`,
        `cache.bytes=${cacheBytes}`,
        `storage.memory_mb=${storageMiB}`,
        'log.level=warn',
      ],
    ]);
    try {
      if (options.minutes >= tellingMinutes)
        await fillStorage(server.http, path.join(folder, 'data', 'weir.duckdb.tmp'));
      return await soakOf(server, { ...options, models });
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function soakOf(
  server: ServerProcess,
  options: SoakOptions & { readonly models: Parameters<typeof keepChanging>[0]['models'] },
): Promise<SoakReport> {
  const products = await shopProducts(options.products);
  const queries = await freshQueries([], {
    async *changes() {
      yield await Promise.resolve(products.map((product) => ({ kind: 'upsert', version: 1, product }) as const));
    },
  });
  const shoppers = new Shoppers(server, queries, 1);
  shoppers.start();
  const leaving = new AbortController();
  try {
    const capacity = options.perSecond === undefined ? await findCapacity(shoppers, options.deadlineMs) : null;
    shoppers.perSecond = options.perSecond ?? Math.max(1, capacity! / 2);
    const lengthMs = options.minutes * 60_000;
    const changing = keepChanging(
      {
        ...{ http: server.http, models: options.models, swapped, products: products.map(apiProduct) },
        everyMs: paceOf(lengthMs),
      },
      leaving.signal,
    );
    // Told at the end: a change that is refused ends the load, not the process.
    changing.catch(() => {
      leaving.abort();
    });
    shoppers.take();
    const samples = await sampled(server, lengthMs, leaving.signal);
    leaving.abort();
    const changes = await changing;
    await shoppers.stop();
    return reportOf(options, { capacity, load: shoppers.perSecond, tally: shoppers.take(), changes, samples });
  } finally {
    leaving.abort();
    await shoppers.stop();
  }
}

/** How often things change: in twenty minutes some forty swaps, twenty reindexes and eighty edits; in less, at least a few. */
function paceOf(lengthMs: number): { readonly swap: number; readonly reindex: number; readonly edit: number } {
  const atMost = (ms: number, times: number): number => Math.min(ms, lengthMs / times);
  return { swap: atMost(30_000, 4), reindex: atMost(60_000, 3), edit: atMost(15_000, 6) };
}

/** What the process takes, now and then. */
async function sampled(server: ServerProcess, lengthMs: number, signal: AbortSignal): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const start = performance.now();
  const everyMs = Math.min(5000, lengthMs / 20);
  for (let at = 0; at < lengthMs && !signal.aborted; at = performance.now() - start) {
    const { rssMiB, handles, threads } = server.usage();
    samples.push({ minute: at / 60_000, rss_mib: rssMiB, handles, threads });
    tell(`minute ${(at / 60_000).toFixed(1)}: ${rssMiB.toFixed(0)} MiB, ${handles} handles`);
    await wait(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return samples;
}

interface Soaked {
  readonly capacity: number | null;
  readonly load: number;
  readonly tally: Tally;
  readonly changes: Changes;
  readonly samples: readonly Sample[];
}

function reportOf(options: SoakOptions, { capacity, load, tally, changes, samples }: Soaked): SoakReport {
  const { p50_ms, p99_ms } = percentiles(tally.times);
  const failed = [...tally.failed.values()].reduce((sum, count) => sum + count, 0);
  return {
    minutes: options.minutes,
    products: options.products,
    capacity_per_s: capacity,
    load_per_s: load,
    ...{ searches: tally.searches, degraded: tally.degraded, failed, failed_by: Object.fromEntries(tally.failed) },
    ...{ p50_ms, p99_ms, events: { acknowledged: tally.events, refused: tally.refused }, changes },
    ...verdictOf(samples, failed),
    samples,
  };
}

async function shopProducts(count: number): Promise<readonly Product[]> {
  const shop = demoShop({ products: count });
  const products: Product[] = [];
  for await (const row of shop.rows()) if ('fields' in row) products.push(toProduct(row.fields, shop.mapping));
  return products;
}

function apiProduct(product: Product): ApiProduct {
  return { ...toProductMessage(product) };
}
