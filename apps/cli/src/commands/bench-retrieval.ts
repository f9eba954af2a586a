import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type CatalogueMapping,
  demoShop,
  type Product,
  readRows,
  type Row,
  RowError,
  toProduct,
} from '@weir/catalogue';
import { seededRandom } from '@weir/evaluation';
import { EmbeddedRetriever, indexSchema, type IndexedProduct, type RetrievalRequest } from '@weir/retrieval';
import { Command, InvalidArgumentError } from 'commander';
import { unitVector } from '../bench-search/unit-vector.js';
import { mappingFor, sampleOf } from '../indexing/choose-mapping.js';

interface Flags {
  readonly catalogue?: string;
  readonly products: number;
  readonly queries: number;
  readonly depth: number;
  readonly json?: true;
}

interface Timing {
  readonly p50_ms: number;
  readonly p95_ms: number;
  /** Mean processor time of this process, which a busy machine does not stretch as it does the clock. */
  readonly cpu_ms: number;
}

/** What one catalogue measured; `_ms` are wall clock. */
interface Measurement {
  readonly products: number;
  readonly build_ms: number;
  readonly rss_bytes: number;
  readonly bm25: Timing;
  readonly dense: Timing;
  readonly hybrid: Timing;
  readonly snapshot: { readonly save_ms: number; readonly load_ms: number; readonly bytes: number };
  /** One product written again, amortised over the merging that it causes. */
  readonly upsert_us: number;
}

/** A catalogue to measure with, and queries that shoppers might ask of it. */
interface Corpus {
  readonly mapping: CatalogueMapping;
  readonly products: readonly Product[];
  readonly queries: readonly string[];
}

const examples = `
Examples:
  $ weir bench retrieval
  $ weir bench retrieval --products 500000 --json
  $ weir bench retrieval --catalogue products.jsonl.gz

Without --catalogue the products are those of the demonstration shop's generator and the queries its own; with one, a
query is a few words of a product's title. Vectors are random unit vectors of 384 dimensions: exact search takes the same
time whatever they mean. One request at a time, prefix and typo matching on.`;

const dimensions = 384;
const batch = 500;
const rewritten = 2000;

/** `weir bench retrieval`: the embedded retriever on this machine. */
export function benchRetrievalCommand(): Command {
  return new Command('retrieval')
    .description('measure the embedded retriever: BM25, dense, hybrid, live writes and the snapshot')
    .option('--catalogue <file>', 'products to measure with (default: generated ones)')
    .option('--products <n>', 'at most this many products', wholeNumber, 50_000)
    .option('--queries <n>', 'queries of each kind', wholeNumber, 400)
    .option('--depth <n>', 'candidates wanted', wholeNumber, 1000)
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const corpus = flags.catalogue === undefined ? await generated(flags) : await given(flags.catalogue, flags);
      const results = [await measure(corpus, flags)];
      process.stdout.write(flags.json ? `${JSON.stringify({ results })}\n` : results.map(table).join('\n'));
    });
}

async function measure({ mapping, products, queries }: Corpus, { depth }: Flags): Promise<Measurement> {
  const random = seededRandom(1);
  const schema = indexSchema(mapping);
  const retriever = EmbeddedRetriever.create(schema);
  const building = performance.now();
  for (let from = 0; from < products.length; from += batch) {
    const some = products.slice(from, from + batch);
    await retriever.upsert(some.map((product, at) => indexed(product, from + at + 1, random)));
  }
  await retriever.settled();
  const buildMs = performance.now() - building;
  const time = async (mode: RetrievalRequest['mode']): Promise<Timing> => {
    // The first round warms the compiler up.
    await latencies(retriever, mode, queries, { depth, random });
    const before = process.cpuUsage();
    const times = await latencies(retriever, mode, queries, { depth, random });
    const { user, system } = process.cpuUsage(before);
    return { ...quantiles(times), cpu_ms: (user + system) / 1000 / queries.length };
  };
  const timings = { bm25: await time('bm25'), dense: await time('dense'), hybrid: await time('hybrid') };
  const snapshot = await timeSnapshot(retriever);
  const writing = performance.now();
  const again = Math.min(rewritten, products.length);
  for (let at = 0; at < again; at += 1) {
    await retriever.upsert([indexed(products[at]!, products.length + at + 1, random)]);
  }
  await retriever.settled();
  const upsertUs = ((performance.now() - writing) * 1000) / again;
  return {
    products: retriever.count(),
    build_ms: buildMs,
    rss_bytes: process.memoryUsage().rss,
    ...timings,
    snapshot,
    upsert_us: upsertUs,
  };
}

interface Asking {
  readonly depth: number;
  readonly random: () => number;
}

async function latencies(
  retriever: EmbeddedRetriever,
  mode: RetrievalRequest['mode'],
  queries: readonly string[],
  { depth, random }: Asking,
): Promise<number[]> {
  const times: number[] = [];
  const vectors = Array.from({ length: Math.min(64, queries.length) }, () => unitVector(dimensions, random));
  for (const query of queries) {
    const request: RetrievalRequest = {
      query,
      ...(mode === 'bm25' ? {} : { queryVector: vectors[times.length % vectors.length]! }),
      mode,
      fusion: { method: 'convex', denseWeight: 0.5 },
      depth,
      prefix: true,
      typos: true,
      filters: [],
      facets: [],
    };
    const start = performance.now();
    await retriever.retrieve(request);
    times.push(performance.now() - start);
  }
  return times;
}

async function timeSnapshot(retriever: EmbeddedRetriever): Promise<Measurement['snapshot']> {
  const folder = await mkdtemp(path.join(tmpdir(), 'weir-bench-'));
  try {
    const file = path.join(folder, 'index.snapshot');
    const saving = performance.now();
    await retriever.save(file);
    const loading = performance.now();
    await EmbeddedRetriever.load(file, retriever.schema);
    const end = performance.now();
    return { save_ms: loading - saving, load_ms: end - loading, bytes: (await stat(file)).size };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function generated({ products, queries }: Flags): Promise<Corpus> {
  const shop = demoShop({ products });
  const texts = shop.queries().map(({ text }) => text);
  return {
    mapping: shop.mapping,
    products: await productsOf(shop.rows(), shop.mapping, products),
    queries: Array.from({ length: queries }, (_, at) => texts[at % texts.length]!),
  };
}

async function given(file: string, { products: most, queries }: Flags): Promise<Corpus> {
  const mapping = await mappingFor(await sampleOf(file));
  const products = await productsOf(readRows(file), mapping, most);
  if (products.length === 0) throw new Error(`${file} has no row that makes a product: name another file.`);
  const random = seededRandom(2);
  return { mapping, products, queries: Array.from({ length: queries }, () => titleWords(products, random)) };
}

async function productsOf(rows: AsyncIterable<Row>, mapping: CatalogueMapping, most: number): Promise<Product[]> {
  const products: Product[] = [];
  for await (const row of rows) {
    if (products.length === most) break;
    if ('fault' in row) continue;
    try {
      products.push(toProduct(row.fields, mapping));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
    }
  }
  return products;
}

/** Two to four neighbouring words of a title. */
function titleWords(products: readonly Product[], random: () => number): string {
  const words = products[Math.floor(random() * products.length)]!.title.split(/\s+/);
  const count = 2 + Math.floor(random() * 3);
  const from = Math.floor(random() * Math.max(1, words.length - count + 1));
  return words.slice(from, from + count).join(' ') || 'black';
}

function indexed(product: Product, version: number, random: () => number): IndexedProduct {
  return { product, version, vector: unitVector(dimensions, random) };
}

function quantiles(times: number[]): Omit<Timing, 'cpu_ms'> {
  const sorted = times.sort((left, right) => left - right);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { p50_ms: at(0.5), p95_ms: at(0.95) };
}

function table(one: Measurement): string {
  const timing = (name: string, { p50_ms, p95_ms, cpu_ms }: Timing): string =>
    `${name.padEnd(10)} p50 ${p50_ms.toFixed(2)} ms   p95 ${p95_ms.toFixed(2)} ms   cpu ${cpu_ms.toFixed(2)} ms\n`;
  const { save_ms: save, load_ms: load, bytes } = one.snapshot;
  return (
    `${one.products} products, built in ${(one.build_ms / 1000).toFixed(1)} s, ${(one.rss_bytes / 1e6).toFixed(0)} MB resident\n` +
    timing('bm25', one.bm25) +
    timing('dense', one.dense) +
    timing('hybrid', one.hybrid) +
    `snapshot   save ${save.toFixed(0)} ms   load ${load.toFixed(0)} ms   ${(bytes / 1e6).toFixed(0)} MB\n` +
    `upsert     ${one.upsert_us.toFixed(0)} us a product\n`
  );
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}
