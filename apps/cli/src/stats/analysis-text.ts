import type { Analysis, Comparison } from './analyze-units.js';
import { grouped, percent, probability, quantity, signed } from './show-numbers.js';

/** An analysis as a person reads it. */
export function analysisText(analysis: Analysis, metric: string, alpha: number): string {
  const { kind, units, control, variants, sampleRatio, comparisons } = analysis;
  const value = kind === 'proportion' ? percent : quantity;
  const width = Math.max(12, ...variants.map(({ variant }) => variant.length + 2));
  const rows = variants.map(
    ({ variant, units, expected, mean, deviation }) =>
      variant.padEnd(width) +
      [grouped(units), grouped(expected), value(mean), quantity(deviation)].map((cell) => cell.padStart(12)).join(''),
  );
  const head = ['units', 'expected', 'mean', 'deviation'].map((cell) => cell.padStart(12)).join('');
  const split = `sample ratio: chi-square ${sampleRatio.chiSquare.toFixed(2)} with ${sampleRatio.degreesOfFreedom} degree${sampleRatio.degreesOfFreedom === 1 ? '' : 's'} of freedom, p = ${probability(sampleRatio.pValue)}`;
  return [
    `${metric}: a ${kind} over ${grouped(units)} units`,
    '',
    `${'variant'.padEnd(width)}${head}`,
    ...rows,
    '',
    split,
    ...(sampleRatio.mismatch ? WARNING : []),
    ...comparisons.flatMap((comparison) => ['', ...comparisonLines(comparison, { control, kind, alpha })]),
    '',
  ].join('\n');
}

const WARNING = [
  'WARNING: sample-ratio mismatch. The units do not split as planned, so some were lost or moved on the way, and the',
  'variants may differ by that alone. Find out why before you believe what follows.',
];

interface Setting {
  readonly control: string;
  readonly kind: Analysis['kind'];
  readonly alpha: number;
}

function comparisonLines(comparison: Comparison, { control, kind, alpha }: Setting): readonly string[] {
  const { treatment, absolute, relative, twoProportions, sequential, bayesian, adjustedPValue } = comparison;
  const level = `${quantity(100 * (1 - alpha))} %`;
  const points = (value: number): string =>
    kind === 'proportion' ? `${(100 * value).toFixed(2)} points` : quantity(value);
  const line = (name: string, text: string): string => `  ${name.padEnd(24)}${text}`;
  const range = ([low, high]: readonly [number, number], show: (value: number) => string): string =>
    `${signed(low, show)} to ${signed(high, show)}`;
  const adjusted = adjustedPValue === undefined ? '' : `, ${probability(adjustedPValue)} among all variants (Holm)`;
  if (relative.error !== null && absolute.error !== null) {
    return [`${treatment} against ${control}: cannot be compared (${absolute.error})`];
  }
  return [
    `${treatment} against ${control}`,
    line('difference', `${signed(absolute.effect, points)}, ${level} interval ${range(absolute.interval, points)}`),
    line(
      'relative difference',
      `${signed(relative.effect, percent)}, ${level} interval ${range(relative.interval, percent)}`,
    ),
    ...(twoProportions === undefined
      ? []
      : [
          line(
            'two proportions',
            `z = ${twoProportions.z.toFixed(3)}, p = ${probability(twoProportions.pValue)} (pooled, control less treatment)`,
          ),
        ]),
    line("Welch's t", `p = ${probability(absolute.pValue)}${adjusted}, for a look that was planned`),
    line(
      'always valid',
      `${level} interval ${range(sequential.interval, percent)}, p = ${probability(sequential.pValue)}, at any look`,
    ),
    line(
      'Bayesian, flat prior',
      `${percent(bayesian.chanceToWin)} to win, ${level} interval ${range(bayesian.interval, percent)}`,
    ),
    line(
      '',
      `risk of choosing ${treatment} ${percent(bayesian.risk.treatment, 3)}, ${control} ${percent(bayesian.risk.control, 3)}`,
    ),
  ];
}
