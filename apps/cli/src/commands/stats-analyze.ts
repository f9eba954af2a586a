import { Command, Option } from 'commander';
import { analysisText } from '../stats/analysis-text.js';
import { analyzeUnits } from '../stats/analyze-units.js';
import { numberBetween, weightsFlag, type Weights } from '../stats/flags.js';
import { readUnits, type MetricKind } from '../stats/read-units.js';

interface Flags {
  readonly unit: string;
  readonly variant: string;
  readonly metric: string;
  readonly kind?: MetricKind;
  readonly covariate?: string;
  readonly control?: string;
  readonly weights?: Weights;
  readonly alpha: number;
  readonly tuning: number;
  readonly json?: true;
}

const examples = `
Examples:
  $ weir stats analyze cookie_cats.csv.gz --unit userid --variant version --metric retention_1
  $ weir stats analyze users.csv --unit id --variant arm --metric revenue --kind mean --covariate revenue_before
  $ weir stats analyze users.csv --unit id --variant arm --metric bought --weights control=0.9,new=0.1 --json

The file has a header and one row a unit: CSV, TSV, JSON Lines or Parquet, gzipped or not. A metric of nothing but 0, 1,
true and false is taken as a proportion. The control is --control, else the variant of that name, else the first by name.`;

/** `weir stats analyze`: an experiment whose units are rows of a file. */
export function statsAnalyzeCommand(): Command {
  return new Command('analyze')
    .description('analyse an experiment from a file of one row a unit')
    .argument('<file>', 'CSV, TSV, JSON Lines or Parquet')
    .requiredOption('--unit <column>', 'what was assigned: the shopper or the session')
    .requiredOption('--variant <column>', 'the variant that the unit was assigned')
    .requiredOption('--metric <column>', 'what is compared')
    .addOption(
      new Option('--kind <kind>', 'what the metric is (default: told by its values)').choices(['proportion', 'mean']),
    )
    .option('--covariate <column>', 'the same before the experiment: takes its share out of the variance (CUPED)')
    .option('--control <variant>', 'the variant that the others are compared with')
    .addOption(
      new Option('--weights <list>', 'planned shares, as control=0.5,treatment=0.5 (default: equal)').argParser(
        weightsFlag,
      ),
    )
    .addOption(
      new Option('--alpha <share>', "one minus the intervals' level").argParser(numberBetween(0, 1)).default(0.05),
    )
    .addOption(
      new Option('--tuning <units>', 'units at which the always-valid interval is tightest')
        .argParser(numberBetween(0, Infinity))
        .default(5000),
    )
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (file: string, flags: Flags) => {
      const { unit, variant, metric, kind, covariate, alpha, json, ...rest } = flags;
      const sums = await readUnits(
        file,
        { unit, variant, metric, ...(covariate !== undefined && { covariate }) },
        kind,
      );
      const analysis = analyzeUnits(sums, { ...rest, alpha, hasCovariate: covariate !== undefined });
      process.stdout.write(
        json ? `${JSON.stringify({ metric, alpha, ...analysis })}\n` : analysisText(analysis, metric, alpha),
      );
    });
}
