import { Command } from 'commander';
import { positive } from '../evaluation/settings.js';
import { numberBetween } from '../stats/flags.js';
import { type OffPolicyFlags, type OffPolicyReport, offPolicyReport } from '../stats/off-policy.js';
import { alignedTable } from '../stats/aligned-table.js';

interface Flags extends OffPolicyFlags {
  readonly json?: true;
}

const examples = `
Both logs are CSV, gzipped or not, with the columns item_id, position, propensity_score and click. The target policy's
probabilities are its own log's propensities where an item has one at each position; where they changed over time they are
the shares of the impressions at a position that each item got.

Examples:
  $ weir stats off-policy --logged bts/men.csv.gz --target random/men.csv.gz
  $ weir stats off-policy --logged random/men.csv.gz --target bts/men.csv.gz --item-context random/item_context.csv.gz --json`;

/** `weir stats off-policy`: what a policy would earn, from another policy's log. */
export function statsOffPolicyCommand(): Command {
  return new Command('off-policy')
    .description("estimate a policy's click-through rate from another policy's log, and compare it with its own log")
    .requiredOption('--logged <file>', 'log of the policy that chose what was shown')
    .requiredOption('--target <file>', 'log of the policy to estimate; its clicks are used for the comparison only')
    .option('--item-context <file>', "items of the logged file by item_id, for the reward model's groups")
    .option('--item-group <column>', 'column of the item context that groups items', 'item_feature_3')
    .option('--level <share>', 'of the intervals', numberBetween(0, 1), 0.95)
    .option('--seed <n>', 'of the folds of the doubly robust estimate', positive, 1)
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action(async ({ json, ...flags }: Flags) => {
      const report = await offPolicyReport(flags);
      process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
    });
}

function textOf({
  logged,
  target,
  items,
  positions,
  overlap,
  estimates,
  level: confidence,
  agree,
}: OffPolicyReport): string {
  const percent = (value: number): string => `${(100 * value).toFixed(3)} %`;
  const read = {
    propensities: 'its propensities, which never changed',
    shares: 'the shares of its impressions, because its propensities changed over time',
  }[target.readFrom];
  const rows = estimates.map(({ estimator, value, standardError, low, high, comparison, holdsOnPolicy }) => [
    estimator,
    percent(value),
    percent(standardError),
    `${percent(low)} .. ${percent(high)}`,
    holdsOnPolicy ? 'yes' : 'no',
    comparison.pValue.toFixed(3),
    comparison.agree ? 'agree' : 'differ',
  ]);
  const own = target.onPolicy;
  const interval = `${percent(own.low)} .. ${percent(own.high)}`;
  const level100 = `${(100 * confidence).toFixed(0)} % interval`;
  return [
    `logged  ${logged.file}: ${logged.rounds} impressions, CTR ${percent(logged.onPolicy.value)}`,
    `target  ${target.file}: ${target.rounds} impressions; its policy is read from ${read}`,
    `${items} items, ${positions} positions; weights average ${overlap.meanWeight.toFixed(3)} (standard error ${overlap.meanWeightError.toFixed(3)}, 1 is right), the largest is ${overlap.largestWeight.toFixed(1)};`,
    `they are worth ${overlap.effectiveRounds.toFixed(0)} impressions of the target policy itself`,
    '',
    ...alignedTable([
      ['', 'CTR', 'std. error', level100, 'holds own', 'p of difference', ''],
      ...rows,
      ["target's own log", percent(own.value), percent(own.standardError), interval],
    ]),
    '',
    agree
      ? "All estimates agree with the value that the target's own log gives: the interval of each difference holds 0."
      : "Not all estimates agree with the value that the target's own log gives.",
    '',
  ].join('\n');
}
