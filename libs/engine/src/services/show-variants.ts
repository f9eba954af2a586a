import type { MeasuredVariant } from '@weir/experiments';
import type { Metrics, Reading } from '@weir/telemetry';

/** A variant of an experiment that runs. */
interface ShownVariant {
  readonly experiment: string;
  readonly variant: MeasuredVariant;
}

/** What shoppers did in each variant, read when Prometheus asks. */
export function showVariants(whenAsked: Metrics['whenAsked'], current: () => readonly ShownVariant[]): void {
  const show = <Label extends string>(
    [name, help]: readonly [name: string, help: string],
    labels: readonly Label[],
    read: (variant: MeasuredVariant) => readonly Reading<Label>[],
  ): void => {
    whenAsked.labelledGauge<Label | 'experiment' | 'variant'>(name, help, ['experiment', 'variant', ...labels], () =>
      current().flatMap(({ experiment, variant }) =>
        read(variant).map(
          ([own, value]) =>
            [{ experiment, variant: variant.variant, ...own }, value] as Reading<Label | 'experiment' | 'variant'>,
        ),
      ),
    );
  };
  const one = (value: number): readonly Reading<never>[] => [[{}, value]];
  const byName = <Label extends string>(label: Label, values: object): readonly Reading<Label>[] =>
    Object.entries(values).map(([name, value]) => [{ [label]: name } as Record<Label, string>, Number(value)]);
  show(
    ['weir_experiment_variant_info', '1, with the role of the variant: control or treatment.'],
    ['role'],
    ({ isControl }) => [[{ role: isControl ? 'control' : 'treatment' }, 1]],
  );
  show(['weir_experiment_weight_ratio', 'Share of the units that the variant should have.'], [], ({ weight }) =>
    one(weight),
  );
  show(
    [
      'weir_experiment_units',
      'Shoppers (or sessions) that were exposed and count: the denominator of what is per unit.',
    ],
    [],
    ({ units }) => one(units),
  );
  show(['weir_experiment_reached_units', 'Of these, units that saw what the variant changes.'], [], ({ reached }) =>
    one(reached),
  );
  show(
    ['weir_experiment_failed_units', 'Of these, units that a failure kept from it and that never saw it.'],
    [],
    ({ failed }) => one(failed),
  );
  show(
    [
      'weir_experiment_events',
      'Events of these units by action: search, impression, click, add_to_cart, purchase. Searches are the denominator of CTR.',
    ],
    ['action'],
    ({ events }) => byName('action', events),
  );
  show(
    ['weir_experiment_clicked_searches', 'Searches of these units with a click: the numerator of CTR.'],
    [],
    ({ clickedSearches }) => one(clickedSearches),
  );
  show(
    [
      'weir_experiment_acting_units',
      'Units that did it at least once, by action: the numerators of conversion (purchase) and of the rates of click and add_to_cart.',
    ],
    ['action'],
    ({ doers }) => byName('action', doers),
  );
  show(
    ['weir_experiment_revenue', 'What these units paid, in units of the currency (euros, not cents).'],
    ['currency'],
    ({ revenue }) => Array.from(revenue, ([currency, amount]) => [{ currency }, amount]),
  );
  show(
    ['weir_experiment_metric', 'ctr, add_to_cart_rate, conversion, and revenue_per_unit by currency.'],
    ['metric', 'currency'],
    ({ metrics }) => metrics.map(({ metric, currency, value }) => [{ metric, currency }, value]),
  );
  show(
    ['weir_experiment_metric_standard_error', 'Standard error of weir_experiment_metric, by the units as clusters.'],
    ['metric', 'currency'],
    ({ metrics }) => metrics.map(({ metric, currency, standardError }) => [{ metric, currency }, standardError]),
  );
  show(
    [
      'weir_experiment_lift_ratio',
      'Of weir_experiment_metric over the control: 0.05 is 5 % more. `bound` is estimate, or low and high of the 95 % interval that is right however often it is looked at.',
    ],
    ['metric', 'currency', 'bound'],
    ({ metrics }) =>
      metrics.flatMap(({ metric, currency, lift }) =>
        lift === undefined
          ? []
          : (
              [
                ['estimate', lift.effect],
                ['low', lift.low],
                ['high', lift.high],
              ] as const
            ).map(([bound, value]) => [{ metric, currency, bound }, value] as const),
      ),
  );
}
