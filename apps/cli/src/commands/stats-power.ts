import { minimumDetectableEffect, power, sampleSize, type PlannedMetric, type PowerTarget } from '@weir/statistics';
import { Command, Option } from 'commander';
import { numberBetween, wholeNumber } from '../stats/flags.js';
import { grouped, percent, quantity } from '../stats/show-numbers.js';

interface Flags {
  readonly baseline: number;
  readonly deviation?: number;
  readonly mde?: number;
  readonly units?: number;
  readonly power: number;
  readonly alpha: number;
  readonly variants: number;
  readonly correlation: number;
  readonly json?: true;
}

const examples = `
Examples:
  $ weir stats power --baseline 0.04 --mde 0.05                     units to find 4 % against 4.2 % conversion
  $ weir stats power --baseline 31.5 --deviation 58 --mde 0.02      the same of revenue a shopper
  $ weir stats power --baseline 0.04 --units 50000                  the smallest effect that 50,000 a variant find
  $ weir stats power --baseline 0.04 --units 50000 --mde 0.1        the chance that they find one of 10 %

For Welch's two-sided test at its planned end. With more than two variants each is compared with the control, and alpha is
shared among them (Bonferroni). Effects are relative to the baseline: 0.05 is 5 %.`;

/** `weir stats power`: how large an experiment must be, or what one of a given size can find. */
export function statsPowerCommand(): Command {
  return new Command('power')
    .description('plan an experiment: units needed, effect that can be found, or power')
    .addOption(
      new Option('--baseline <mean>', "the control's mean; without --deviation a proportion, 0.04 being 4 %")
        .argParser(numberBetween(0, Infinity))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--deviation <number>', 'standard deviation between units, for a mean').argParser(
        numberBetween(0, Infinity),
      ),
    )
    .addOption(new Option('--mde <share>', 'relative effect to be found').argParser(numberBetween(-1, Infinity)))
    .addOption(new Option('--units <count>', 'units of each variant').argParser(wholeNumber(2)))
    .addOption(new Option('--power <share>', 'chance to find it').argParser(numberBetween(0, 1)).default(0.8))
    .addOption(
      new Option('--alpha <share>', 'chance to find what is not there').argParser(numberBetween(0, 1)).default(0.05),
    )
    .addOption(new Option('--variants <count>', 'with the control').argParser(wholeNumber(2)).default(2))
    .addOption(
      new Option('--correlation <share>', 'of the metric with its covariate before the experiment (CUPED)')
        .argParser(numberBetween(-1, 1))
        .default(0),
    )
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action((flags: Flags) => {
      const planned = plan(flags);
      process.stdout.write(flags.json ? `${JSON.stringify(planned)}\n` : planText(planned, flags));
    });
}

interface Plan {
  readonly unitsPerVariant: number;
  readonly units: number;
  readonly mde: number;
  readonly power: number;
}

function plan({ baseline, deviation, mde, units, variants, alpha, correlation, power: wanted }: Flags): Plan {
  if (deviation === undefined && baseline >= 1) {
    throw new Error(`A proportion of ${baseline} cannot be: give --deviation for a mean, or a --baseline below 1.`);
  }
  const metric: PlannedMetric = { mean: baseline, ...(deviation !== undefined && { deviation }) };
  const target: PowerTarget = { alpha, variants, explained: correlation ** 2, power: wanted };
  if (units === undefined) {
    if (mde === undefined) throw new Error('Give --mde to learn the units, or --units to learn the effect.');
    const perVariant = sampleSize(metric, mde, target);
    return {
      unitsPerVariant: perVariant,
      units: perVariant * variants,
      mde,
      power: power(metric, mde, perVariant, target),
    };
  }
  const effect = mde ?? minimumDetectableEffect(metric, units, target);
  if (!Number.isFinite(effect)) {
    throw new Error(
      `With ${units} units a variant no effect on a proportion of ${baseline} is found so often: more --units.`,
    );
  }
  return { unitsPerVariant: units, units: units * variants, mde: effect, power: power(metric, effect, units, target) };
}

function planText({ unitsPerVariant, units, mde, power: reached }: Plan, { baseline, alpha, variants }: Flags): string {
  return [
    `${grouped(unitsPerVariant)} units a variant, ${grouped(units)} in all of ${variants} variants,`,
    `find a change of ${percent(mde)}, from ${quantity(baseline)} to ${quantity(baseline * (1 + mde))},`,
    `with a chance of ${percent(reached, 1)} at alpha ${quantity(alpha)}.`,
    '',
  ].join('\n');
}
