import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoShop, type ProductPatch } from '@weir/catalogue';
import { loadConfiguration } from '@weir/config';
import { type Engine, openEngine, weirConfiguration } from '@weir/engine';
import { seededRandom } from '@weir/evaluation';
import { shippedModels } from '@weir/registry';
import { Command, InvalidArgumentError } from 'commander';

interface Flags {
  readonly products: number;
  readonly patches: number;
  readonly config?: string;
  readonly json?: true;
}

/** What `weir bench patches --json` prints. */
interface Report {
  readonly products: number;
  readonly retrieval: string;
  /** Whole products, words alone: no vector is made. */
  readonly upserts: Rate;
  /** In batches, as streams are written. */
  readonly patches: Rate;
  /** One change a call, 64 calls under way at a time. */
  readonly single_patches: Rate;
}

interface Rate {
  readonly per_s: number;
  /** Processor time of this process for one, which a busy machine does not stretch as it does the clock. */
  readonly cpu_us: number;
}

const examples = `
Examples:
  $ weir bench patches
  $ weir bench patches -c weir.yaml     on the OpenSearch that it names, in an index that is left there

The products are generated and lie in a folder that is removed at the end. Each has a vector, which its patches keep.`;

const batchSize = 256;
const sideBySide = 64;
const dimensions = 384;

/** `weir bench patches`: how fast prices and stock change, durable and found by the next search. */
export function benchPatchesCommand(): Command {
  return new Command('patches')
    .description('measure changes of prices and stock, in batches and one by one')
    .option('--products <n>', 'products in the catalogue', wholeNumber, 20_000)
    .option('--patches <n>', 'changes of each kind', wholeNumber, 20_000)
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const { values } = loadConfiguration(weirConfiguration, { file: flags.config });
      const folder = await mkdtemp(path.join(tmpdir(), 'weir-bench-'));
      try {
        const shop = demoShop({ products: flags.products });
        const engine = await openEngine({
          dataDir: folder,
          registryDir: shippedModels(),
          plan: { retrieval: { mode: 'bm25', encoder: null }, ranker: { model: null }, reranker: { model: null } },
          mapping: shop.mapping,
          backends: values,
        });
        try {
          const report = { retrieval: values.retrieval.engine, ...(await measure(engine, shop, flags)) };
          process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : text(report));
        } finally {
          await engine.close();
        }
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    });
}

async function measure(
  { indexer, storage, retriever }: Engine,
  shop: ReturnType<typeof demoShop>,
  { patches }: Flags,
): Promise<Omit<Report, 'retrieval'>> {
  const upserts = await rateOf(async () => (await indexer.indexAll(shop.rows(), { waitForVectors: false })).products);
  const random = seededRandom(1);
  const ids: string[] = [];
  for await (const page of storage.products.changes(0)) {
    const vectors = page.flatMap((change) =>
      change.kind === 'upsert' ? [{ id: change.product.id, version: change.version, vector: vectorOf(random) }] : [],
    );
    ids.push(...vectors.map(({ id }) => id));
    await retriever.setVectors(vectors);
    await storage.products.setVectors(
      vectors.map(({ vector, ...kept }) => ({ ...kept, vector: { encoder: 'bench@1', values: vector } })),
    );
  }
  const changes = Array.from({ length: patches }, (): ProductPatch => {
    const id = ids[Math.floor(random() * ids.length)]!;
    return { id, set: { price: Math.round(random() * 1e4) / 100, stock: Math.floor(random() * 50) }, clear: [] };
  });
  const batched = await rateOf(async () => {
    for (let from = 0; from < patches; from += batchSize) await indexer.patch(changes.slice(from, from + batchSize));
    return patches;
  });
  const singles = await rateOf(async () => {
    const waiting = changes[Symbol.iterator]();
    const caller = async (): Promise<void> => {
      for (const change of waiting) await indexer.patch([change]);
    };
    await Promise.all(Array.from({ length: sideBySide }, caller));
    return patches;
  });
  return { products: retriever.count(), upserts, patches: batched, single_patches: singles };
}

/** `work` resolves with how many it did. */
async function rateOf(work: () => Promise<number>): Promise<Rate> {
  const start = performance.now();
  const before = process.cpuUsage();
  const count = await work();
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - start) / 1000;
  return { per_s: Math.round(count / seconds), cpu_us: Math.round((user + system) / count) };
}

function vectorOf(random: () => number): Float32Array {
  const vector = Float32Array.from({ length: dimensions }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function text({ products, retrieval, ...rates }: Report): string {
  const row = (what: string, { per_s, cpu_us }: Rate): string =>
    `${what.padEnd(38)}${String(per_s).padStart(8)} a second${String(cpu_us).padStart(8)} us of a processor each\n`;
  return (
    `${products} products, retrieval ${retrieval}\n` +
    row('whole products, by words alone', rates.upserts) +
    row(`changes, ${batchSize} at a time`, rates.patches) +
    row(`changes, one a call, ${sideBySide} side by side`, rates.single_patches)
  );
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}
