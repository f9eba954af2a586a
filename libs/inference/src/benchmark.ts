import { monitorEventLoopDelay } from 'node:perf_hooks';
import { noCache } from '@weir/cache';
import type { LoadedModel } from '@weir/registry';
import { createInference } from './inference.js';
import type { PairText, Patience } from './models.js';
import { file } from './onnx-model.js';
import { parseVocabulary, parseVocabularyInSteps } from './vocabulary.js';
import { WordPiece } from './wordpiece.js';

export interface BenchmarkOptions {
  readonly encoder: LoadedModel<'encoder'>;
  readonly crossEncoder: LoadedModel<'cross-encoder'> | undefined;
  /** Thread counts to score pairs with. */
  readonly threads: readonly number[];
  /** Times that each measurement is taken; the median is reported. */
  readonly repeats: number;
}

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** Medians of scoring this many pairs on this many threads. */
export interface PairsRun {
  readonly threads: number;
  readonly pairs: number;
  readonly ms: number;
  /** Processor time of the whole process: what it takes however busy the machine is with others. */
  readonly cpuMs: number;
}

export interface BenchmarkReport {
  readonly encoder: {
    readonly model: string;
    readonly queryMs: Percentiles;
    /** The same while passages are encoded on every thread. */
    readonly queryWhileIndexingMs: Percentiles;
    readonly passagesPerSecond: number;
  };
  readonly crossEncoder?: {
    readonly model: string;
    readonly tokensPerPair: number;
    readonly runs: readonly PairsRun[];
  };
  readonly tokenizerUsPerPair: number;
  /** The longest that the main thread kept anything else waiting while models were opened and ran, ms. */
  readonly mainLoopMaxStallMs: number;
}

const noHurry: Patience = { remainingMs: () => Infinity };
const pairCounts = [20, 50, 100];

/** Measures the models on this machine, on made-up product titles of a shop's usual length. */
export async function benchmarkInference(options: BenchmarkOptions): Promise<BenchmarkReport> {
  const tokenizer = tokenizerUsPerPair(options.encoder);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const encoder = await measureEncoder(options);
  const crossEncoder = options.crossEncoder && (await measureCrossEncoder(options.crossEncoder, options));
  delay.disable();
  return {
    encoder,
    ...(crossEncoder && { crossEncoder }),
    tokenizerUsPerPair: tokenizer,
    mainLoopMaxStallMs: Math.max(0, delay.max / 1e6 - 1),
  };
}

async function measureEncoder({ encoder, threads, repeats }: BenchmarkOptions): Promise<BenchmarkReport['encoder']> {
  const inference = createInference({ threads: Math.max(...threads) });
  const model = await inference.openEncoder(encoder);
  const queryTimes = async (prefix: string, count: number) => {
    const times: number[] = [];
    for (let query = 0; query < count; query++) {
      times.push(await msOf(() => model.encodeQuery(`${prefix} ${shortQuery(query)}`, noHurry)));
    }
    return percentiles(times);
  };
  const queryMs = await queryTimes('idle', 20 * repeats);
  const passages = Array.from({ length: 60 * repeats }, (_, at) => title(at));
  const indexingMs = await msOf(() => model.encodePassages(passages));
  const indexing = model.encodePassages(passages);
  const queryWhileIndexingMs = await queryTimes('busy', 10 * repeats);
  await indexing;
  await model.close();
  return {
    model: model.model,
    queryMs,
    queryWhileIndexingMs,
    passagesPerSecond: (passages.length / indexingMs) * 1000,
  };
}

async function measureCrossEncoder(
  loaded: LoadedModel<'cross-encoder'>,
  { threads, repeats }: BenchmarkOptions,
): Promise<NonNullable<BenchmarkReport['crossEncoder']>> {
  const wordPiece = new WordPiece(await parseVocabularyInSteps(file(loaded, 'vocab.txt').toString('utf8')));
  const runs: PairsRun[] = [];
  for (const count of threads) {
    const model = await createInference({ threads: count }).openCrossEncoder(loaded, { cache: noCache });
    for (const pairs of pairCounts) {
      const texts = products(pairs);
      const [wall, cpu]: [number[], number[]] = [[], []];
      for (let repeat = 0; repeat < repeats; repeat++) {
        const before = process.cpuUsage();
        wall.push(await msOf(() => model.score(shortQuery(repeat), texts, noHurry)));
        const { user, system } = process.cpuUsage(before);
        cpu.push((user + system) / 1000);
      }
      runs.push({ threads: count, pairs, ms: percentiles(wall).p50, cpuMs: percentiles(cpu).p50 });
    }
    await model.close();
  }
  const { max_tokens: maxTokens } = loaded.manifest.cross_encoder;
  const query = wordPiece.ids(shortQuery(0), maxTokens);
  const tokens = products(100).map((pair) => wordPiece.pair(query, pair.text, maxTokens).ids.length);
  return { model: loaded.reference, tokensPerPair: mean(tokens), runs };
}

/** Titles that it has not seen, with the words of those that it has. */
function tokenizerUsPerPair(encoder: LoadedModel<'encoder'>): number {
  const wordPiece = new WordPiece(parseVocabulary(file(encoder, 'vocab.txt').toString('utf8')));
  const pairs = 5000;
  for (let at = 0; at < pairs; at++) wordPiece.pair(wordPiece.ids(shortQuery(at), 32), title(at), 96);
  const start = performance.now();
  for (let at = pairs; at < 2 * pairs; at++) wordPiece.pair(wordPiece.ids(shortQuery(at), 32), title(at), 96);
  return ((performance.now() - start) * 1000) / pairs;
}

const kinds = ['Cordless Drill Driver', 'Running Shoes', 'Stainless Steel Kettle', 'Noise Cancelling Headphones'];
const brands = ['Northfell', 'Karsten & Sons', 'Ovelia', 'Tundra-Tech', 'Mirabeau'];
const details = [
  'with 2 batteries and charger',
  'for women, size 8.5',
  '1.7 L, matte black',
  'Bluetooth 5.3, 40h playtime',
];
const extras = [
  'Lightweight, durable and easy to clean; ideal for home and travel',
  'Gift box included',
  '2-year warranty',
];

function title(at: number): string {
  const kind = pick(kinds, at);
  return `${pick(brands, at)} ${kind} ${pick(details, at >> 1)} - Model ${1000 + (at % 7919)}X, ${pick(extras, at)}. ${pick(extras, at + 1)}`;
}

function shortQuery(at: number): string {
  return `${pick(kinds, at).toLowerCase()} ${pick(brands, at >> 2).toLowerCase()} ${at % 97}`;
}

function products(count: number): PairText[] {
  return Array.from({ length: count }, (_, at) => ({ id: `product-${at}`, version: 1, text: title(at * 31) }));
}

function pick(list: readonly string[], at: number): string {
  return list[at % list.length]!;
}

async function msOf(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await task();
  return performance.now() - start;
}

function percentiles(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? NaN;
  return { p50: at(0.5), p95: at(0.95) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
