import { Group, NativeSelect, Paper, Skeleton, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Failure } from '../../../ui/failure';
import { count, dateTime, signedPercent } from '../../../ui/format';
import { ends } from '../shared/lift-bar';
import { metricName } from '../shared/metric-value';
import { timelineQuery } from '../shared/queries';
import type { Shown } from './shown';
import { coursesOf } from './courses';

const TimelineChart = lazy(() => import('./timeline-chart'));

/** The confidence sequence since the phase began: it may be looked at every day. */
export function Timeline({ experiment, definition, view }: Shown) {
  const navigate = useNavigate();
  const { phase, triggered, currency, metric } = view;
  const timeline = useQuery(timelineQuery(experiment.key, { phase, triggered, currency, metric }));
  const keys = [
    ...new Set([
      definition.metrics.primary,
      ...definition.metrics.secondary,
      ...definition.metrics.guardrails.map((guardrail) => guardrail.metric),
    ]),
  ].filter((key) => key !== '');
  const courses = timeline.data === undefined ? undefined : coursesOf(timeline.data);
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs">
        <div>
          <Title order={2}>Over time</Title>
          <Text size="sm" c="dimmed">
            The effect with bounds that hold at every moment: where the band leaves zero, it has been decided.
          </Text>
        </div>
        {keys.length > 1 && (
          <NativeSelect
            aria-label="Metric of the chart"
            size="xs"
            data={keys.map((key) => ({ value: key, label: metricName(key) }))}
            value={metric ?? definition.metrics.primary}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              void navigate({
                to: '/experiments/key/$key',
                params: { key: experiment.key },
                search: { ...view, metric: chosen },
                replace: true,
                resetScroll: false,
              });
            }}
          />
        )}
      </Group>
      {timeline.error !== null && <Failure error={timeline.error} retry={() => void timeline.refetch()} />}
      {courses === undefined && timeline.error === null && <Skeleton h={300} />}
      {courses !== undefined && courses.every(({ points }) => points.length === 0) && (
        <Text c="dimmed" h={300}>
          There is too little to compare yet.
        </Text>
      )}
      {courses
        ?.filter(({ points }) => points.length > 0)
        .map(({ variant, points }) => (
          <div key={variant}>
            <Text size="sm" fw={600}>
              {variant} against {definition.variants[0]?.key}
            </Text>
            <Suspense fallback={<Skeleton h={280} />}>
              <TimelineChart points={points} stepMs={timeline.data?.step_ms ?? 0} />
            </Suspense>
            <details>
              <summary>
                <Text size="sm" component="span">
                  As a table
                </Text>
              </summary>
              <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
                <Table fz="sm" verticalSpacing={2} aria-label={`Course of ${variant}`}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th>Until</Table.Th>
                      <Table.Th ta="right">Units</Table.Th>
                      <Table.Th ta="right">Effect</Table.Th>
                      <Table.Th>Always valid interval</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {points.map(({ atMs, effect, interval, units }) => (
                      <Table.Tr key={atMs}>
                        <Table.Td>{dateTime(atMs)}</Table.Td>
                        <Table.Td ta="right">{count(units)}</Table.Td>
                        <Table.Td ta="right">{signedPercent(effect)}</Table.Td>
                        <Table.Td>{ends(interval)}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
            </details>
          </div>
        ))}
    </Paper>
  );
}
