import { Button, NumberInput, Paper, Select, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { count, number, percent } from '../../../ui/format';
import type { Metric } from '../shared/definition';
import { metricName, metricValue } from '../shared/metric-value';
import type { FieldsProps } from './fields-props';
import { trafficQuery } from './traffic-query';

/** How many shoppers it takes to see the smallest effect of interest, and how many days that is at today's traffic. */
export function PowerCalculator({
  draft,
  change,
  about,
  builtIn,
}: FieldsProps & { readonly builtIn: readonly Metric[] }) {
  const [power, setPower] = useState('0.8');
  const [settled] = useDebouncedValue(draft, 400);
  const traffic = useQuery(trafficQuery(settled));
  const effect = settled.minimum_detectable_effect;
  const metric = [...settled.metrics.custom, ...builtIn].find(({ key }) => key === settled.metrics.primary);
  const { mean, deviation, matching_per_day: perDay = 0 } = traffic.data ?? {};
  const units = perDay * settled.coverage;
  const isReady = effect !== null && mean !== undefined && mean > 0 && deviation !== undefined && settled.kind === 'ab';
  const size = useQuery({
    queryKey: ['sample-size', mean, deviation, effect, power, settled.variants.length, units],
    queryFn: () =>
      answered(
        api.POST('/v1/experiments/sample-size', {
          body: {
            baseline: mean ?? 0,
            effect: effect ?? 0,
            power: Number(power),
            variants: settled.variants.length,
            ...(metric?.kind !== 'proportion' && deviation !== undefined && { standard_deviation: deviation }),
            ...(units > 0 && { units_per_day: units }),
          },
        }),
      ),
    enabled: isReady,
    placeholderData: keepPreviousData,
  });
  const total = size.data === undefined ? undefined : size.data.units_per_variant * settled.variants.length;
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <Title order={2}>How long will it take?</Title>
        <NumberInput
          label="Smallest effect worth finding"
          description="Relative change of the primary metric"
          suffix=" %"
          min={0.1}
          max={100}
          decimalScale={1}
          value={
            draft.minimum_detectable_effect === null ? '' : Math.round(draft.minimum_detectable_effect * 1000) / 10
          }
          error={about('minimum_detectable_effect')}
          onChange={(value) => {
            change({ minimum_detectable_effect: typeof value === 'number' && value > 0 ? value / 100 : null });
          }}
        />
        <Select
          label="How surely"
          description="Chance to find the effect if it is there"
          allowDeselect={false}
          data={[
            { value: '0.8', label: '80 %' },
            { value: '0.9', label: '90 %' },
            { value: '0.95', label: '95 %' },
          ]}
          value={power}
          onChange={(value) => {
            setPower(value ?? '0.8');
          }}
        />
        <div role="status" aria-label="Power">
          {traffic.data === undefined && traffic.error === null && <Skeleton h={90} />}
          {traffic.data !== undefined && !isReady && (
            <Text size="sm">{whyNot(settled.kind, traffic.data.units, effect)}</Text>
          )}
          {isReady && size.data === undefined && size.error === null && <Skeleton h={90} />}
          {size.error !== null && (
            <Text size="sm" c="red">
              {size.error.message}
            </Text>
          )}
          {isReady && size.data !== undefined && total !== undefined && (
            <>
              <Text fw={600} size="xl">
                {size.data.days === undefined ? 'No traffic to go by' : daysText(size.data.days)}
              </Text>
              <Text size="sm">
                {count(total)} {draft.unit}s, {count(size.data.units_per_variant)} a variant
                {units > 0 && `, at ${number(units)} a day`}
              </Text>
              <Text size="xs" c="dimmed" mt={4}>
                {metricName(settled.metrics.primary)} is {metricValue(metric, mean, undefined)} today; an effect of{' '}
                {percent(effect)} would make it {metricValue(metric, mean * (1 + effect), undefined)}.
              </Text>
            </>
          )}
        </div>
        {total !== undefined && isReady && (
          <Button
            variant="light"
            size="xs"
            disabled={draft.planned_sample_size === total}
            onClick={() => {
              change({ planned_sample_size: total });
            }}
          >
            {draft.planned_sample_size === total ? 'This is the planned size' : 'Plan for this many'}
          </Button>
        )}
        {draft.planned_sample_size !== null && draft.planned_sample_size !== total && (
          <Text size="xs" c="dimmed">
            Planned now: {count(draft.planned_sample_size)}.
          </Text>
        )}
      </Stack>
    </Paper>
  );
}

function whyNot(kind: string, units: number, effect: number | null): string {
  if (kind === 'interleaving')
    return 'Interleaving needs far fewer shoppers than an A/B test, but there is no formula for it: look at the interval.';
  if (units === 0) return 'Nobody searched in the last seven days. With traffic, the days that it takes stand here.';
  if (effect === null) return 'Say which effect is worth finding.';
  return 'The primary metric is the same for everybody of late (or nobody did what it counts), so that nothing can be said yet.';
}

function daysText(days: number): string {
  if (days < 1) return 'Less than a day';
  return days < 1.5 ? 'A day' : `${count(Math.ceil(days))} days`;
}
