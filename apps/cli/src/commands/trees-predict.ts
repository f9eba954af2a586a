import { once } from 'node:events';
import { createScorer, type TreeScorer } from '@weir/trees';
import { Command, Option } from 'commander';
import { readTreeModel, readTreeRows } from '../tree-files.js';

interface Flags {
  readonly model: string;
  readonly input: string;
  readonly kernel: 'auto' | 'simd' | 'portable';
  readonly raw?: true;
  readonly leaf?: true;
  readonly contrib?: true;
}

/** Rows scored and printed together. */
const BATCH = 1024;

const examples = `
Examples:
  $ weir trees predict --model ranker.txt --input rows.tsv          predictions, as the library gives them
  $ weir trees predict --model ranker.txt --input rows.tsv --raw    raw scores
  $ weir trees predict --model m.json --input rows.svm.gz --contrib SHAP values, the expected score last

The model is a LightGBM text model or an XGBoost JSON or UBJ one, told by its content. The input has no header and is
read as LightGBM's command line reads it: tab- or comma-separated, or LibSVM; the label comes first or is left out.
Both may be gzipped. One line a row, tab-separated, with the fewest digits that give the number back.`;

/** `weir trees`: what can be done with a tree model alone. */
export function treesCommand(): Command {
  const predict = new Command('predict')
    .description('score the rows of a file with a LightGBM or XGBoost model')
    .requiredOption('--model <file>', 'LightGBM text, XGBoost JSON or XGBoost UBJ')
    .requiredOption('--input <file>', 'rows: TSV, CSV or LibSVM')
    .addOption(new Option('--raw', 'raw scores, before the transform of the objective').conflicts(['leaf', 'contrib']))
    .addOption(new Option('--leaf', 'the leaf reached in each tree').conflicts(['raw', 'contrib']))
    .addOption(new Option('--contrib', 'SHAP values of the raw score, one a feature and the expected score'))
    .addOption(
      new Option('--kernel <kind>', 'how to score; both give the same bits')
        .choices(['auto', 'simd', 'portable'])
        .default('auto'),
    )
    .addHelpText('after', examples)
    .action(predictFile);
  return new Command('trees').description('score rows with a tree model').addCommand(predict);
}

async function predictFile(flags: Flags): Promise<void> {
  const ensemble = await readTreeModel(flags.model);
  const scorer = createScorer(ensemble, { kernel: flags.kernel });
  for await (const { rows, features } of readTreeRows(flags.input, ensemble, BATCH)) {
    scorer.input(rows).set(features);
    const values = valuesOf(scorer, rows, flags);
    if (!process.stdout.write(linesOf(values, rows))) await once(process.stdout, 'drain');
  }
}

function valuesOf(scorer: TreeScorer, rows: number, flags: Flags): Float64Array | Int32Array {
  if (flags.leaf) return scorer.leaves(rows);
  if (flags.contrib) return scorer.contributions(rows);
  const raw = scorer.score(rows);
  return flags.raw ? raw : scorer.transform(raw);
}

function linesOf(values: Float64Array | Int32Array, rows: number): string {
  const width = values.length / rows;
  const lines: string[] = [];
  for (let row = 0; row < rows; row++) {
    const cells = Array.from(values.subarray(row * width, (row + 1) * width), digits);
    lines.push(`${cells.join('\t')}\n`);
  }
  return lines.join('');
}

/** JavaScript prints the shortest digits that give the number back, but hides the sign of a negative zero. */
function digits(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
