import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { seededRandom } from '@weir/evaluation';
import { openRegistry, shippedModels } from '@weir/registry';
import { createScorer, parseTreeModel, type TreeEnsemble } from '@weir/trees';
import { Command } from 'commander';
import { loadNativeLightgbm } from '../native-lightgbm.js';
import { compareTrees, type TreeTiming } from '../tree-timing.js';
import { readTreeRows } from '../tree-files.js';

interface Flags {
  readonly model?: string;
  readonly input?: string;
  readonly library?: string;
  readonly json?: true;
}

const SIZES = [1, 10, 100, 500, 1000];
/** Rows to draw from, so that no two calls in a row see the same ones. */
const POOL = 2048;
const SHIPPED = 'ranker-shop';
const SHARED = path.join('..', 'shared', 'data', 'lightgbm', 'esci-ranker');

const examples = `
Examples:
  $ weir bench trees
  $ weir bench trees --json
  $ weir bench trees --model ranker.txt --input rows.tsv

Times are CPU time of a call in microseconds, medians of interleaved repetitions on one thread; ours include copying the
rows in, the native ones the call from Node. Every score of the two sides is compared, bit for bit, before the clock runs.
With no --model, a 129-tree ranker is read from ${SHARED} when it is there, else the
ranker that ships with Weir; with no --input, rows are made up around the model's thresholds.`;

/** `weir bench trees`: how long scoring takes against LightGBM's own C library. */
export function benchTreesCommand(): Command {
  return new Command('trees')
    .description("time the tree scorer against LightGBM's own library, in one run")
    .option('--model <file>', 'LightGBM text model, gzipped or not')
    .option('--input <file>', 'rows to score: TSV, CSV or LibSVM, gzipped or not')
    .option('--library <file>', "LightGBM's shared library (default: that of the .venv)")
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const shared = flags.model === undefined && existsSync(SHARED) ? SHARED : undefined;
      const model = await readModel(flags.model ?? (shared && path.join(shared, 'model.txt.gz')));
      const ensemble = parseTreeModel(model);
      const input = flags.input ?? (shared && path.join(shared, 'input.tsv.gz'));
      const rows = input === undefined ? inventRows(ensemble) : await readPool(input, ensemble);
      const text = new TextDecoder().decode(model);
      const native = await loadNativeLightgbm(text, ensemble.featureCount, flags.library);
      const results = compareTrees({ scorer: createScorer(ensemble), native, rows }, SIZES);
      process.stdout.write(flags.json ? `${JSON.stringify({ results })}\n` : table(results));
    });
}

async function readModel(file: string | undefined): Promise<Uint8Array> {
  if (file === undefined) return shippedRanker();
  const bytes = await readFile(file);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

async function shippedRanker(): Promise<Uint8Array> {
  const registry = openRegistry(shippedModels());
  const versions = (await registry.list()).filter(({ reference }) => reference.startsWith(`${SHIPPED}@`));
  const newest = versions.at(-1);
  if (newest === undefined) throw new Error(`There is no ${SHIPPED} in ${registry.folder}: name a model by --model.`);
  const { files } = await registry.load(newest.reference, 'ranker');
  return [...files.values()][0]!;
}

async function readPool(file: string, ensemble: TreeEnsemble): Promise<Float64Array> {
  const batches: Float64Array[] = [];
  for await (const { features } of readTreeRows(file, ensemble, POOL)) batches.push(features);
  const all = batches.flatMap((batch) => [...batch]);
  if (all.length === 0) throw new Error(`${file} has no rows.`);
  return Float64Array.from({ length: POOL * ensemble.featureCount }, (_, i) => all[i % all.length]!);
}

/** Values around thresholds of the model, so that rows part ways as real ones do; one in ten is missing. */
function inventRows(ensemble: TreeEnsemble): Float64Array {
  const random = seededRandom(1);
  const thresholds = Array.from({ length: ensemble.featureCount }, (): number[] => []);
  for (const { feature, threshold } of ensemble.trees) {
    feature.forEach((column, node) => thresholds[column]!.push(threshold[node]!));
  }
  return Float64Array.from({ length: POOL * ensemble.featureCount }, (_, i) => {
    const known = thresholds[i % ensemble.featureCount]!;
    if (known.length === 0 || random() < 0.1) return NaN;
    return known[Math.floor(random() * known.length)]! * (0.9 + 0.2 * random());
  });
}

function table(results: readonly TreeTiming[]): string {
  const lines = results.map(({ n, us, native_us, ratio }) =>
    [String(n), us.toFixed(1), native_us.toFixed(1), ratio.toFixed(3)].map((cell) => cell.padStart(10)).join(''),
  );
  return `${['rows', 'us', 'native us', 'ratio'].map((cell) => cell.padStart(10)).join('')}\n${lines.join('\n')}\n`;
}
