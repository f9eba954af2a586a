import type { Message } from '../../../api/client';
import { csv } from '../../../ui/download';

const names = [
  'experiment',
  'phase',
  'metric',
  'role',
  'variant',
  'units',
  'value',
  'effect',
  'sequential_low',
  'sequential_high',
  'fixed_low',
  'fixed_high',
  'adjusted_p_value',
  'significant',
  'chance_to_win',
  'guardrail',
];

/** The table of results, a row a metric and variant; effects are relative. */
export function resultsCsv({ experiment, phase, metrics, preference }: Message<'GetResultsResponse'>): string {
  if (preference !== undefined) {
    const {
      control,
      challenger,
      units,
      impressions,
      wins,
      losses,
      ties,
      sequential,
      sequential_p_value: p,
    } = preference;
    return csv([
      [
        'experiment',
        'phase',
        'control',
        'challenger',
        'units',
        'pages',
        'wins',
        'losses',
        'ties',
        'preference',
        'low',
        'high',
        'p_value',
      ],
      [
        experiment,
        phase,
        control,
        challenger,
        units,
        impressions,
        wins,
        losses,
        ties,
        preference.preference,
        sequential?.low,
        sequential?.high,
        p,
      ],
    ]);
  }
  const rows = metrics.flatMap(({ metric, role, variants }) =>
    variants.map(({ variant, units, value, comparison }) => [
      ...[experiment, phase, metric, role, variant, units, value],
      ...(comparison?.problem !== ''
        ? []
        : [
            comparison.effect,
            comparison.sequential?.low,
            comparison.sequential?.high,
            comparison.fixed?.low,
            comparison.fixed?.high,
            comparison.adjusted_p_value,
            String(comparison.significant),
            comparison.chance_to_win,
            comparison.guardrail,
          ]),
    ]),
  );
  return csv([names, ...rows]);
}
