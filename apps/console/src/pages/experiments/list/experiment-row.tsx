import { Anchor, Badge, Skeleton, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Message } from '../../../api/client';
import { duration, percent } from '../../../ui/format';
import { definitionOf } from '../shared/definition';
import { decidingComparison, healthOf } from '../shared/health';
import { LiftBar, reachOf } from '../shared/lift-bar';
import { metricName } from '../shared/metric-value';
import { resultsQuery } from '../shared/queries';
import { StateBadge } from '../shared/state-badge';

/** One experiment with how it does; its numbers come when they are read. */
export function ExperimentRow({ experiment }: { readonly experiment: Message<'Experiment'> }) {
  const { key, state, coverage, started_at_ms: started, stopped_at_ms: stopped } = experiment;
  const { name, metrics, kind } = definitionOf(experiment);
  const [now] = useState(Date.now);
  return (
    <Table.Tr>
      <Table.Td maw={320}>
        <Anchor
          fw={600}
          renderRoot={(props: Readonly<Record<string, unknown>>) => (
            <Link to="/experiments/key/$key" params={{ key }} {...props} />
          )}
        >
          {name === '' ? key : name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {name === '' ? '' : `${key} · `}
          {kind === 'interleaving' ? 'interleaved' : metricName(metrics.primary)}
        </Text>
      </Table.Td>
      <Table.Td>
        <StateBadge experiment={experiment} />
      </Table.Td>
      <Table.Td>{state === 'running' ? percent(coverage, 0) : '–'}</Table.Td>
      <Table.Td>{started === undefined ? '–' : duration((stopped ?? now) - started)}</Table.Td>
      {started === undefined ? (
        <>
          <Table.Td c="dimmed">not started</Table.Td>
          <Table.Td>–</Table.Td>
        </>
      ) : (
        <Numbers experimentKey={key} />
      )}
    </Table.Tr>
  );
}

function Numbers({ experimentKey }: { readonly experimentKey: string }) {
  const { data, error } = useQuery(resultsQuery(experimentKey, {}));
  if (error !== null)
    return (
      <Table.Td colSpan={2} c="red">
        {error.message}
      </Table.Td>
    );
  if (data === undefined)
    return (
      <Table.Td colSpan={2}>
        <Skeleton h={36} />
      </Table.Td>
    );
  const health = healthOf(data);
  const best = decidingComparison(data);
  return (
    <>
      <Table.Td>
        {data.preference !== undefined ? (
          <LiftBar
            effect={data.preference.preference}
            interval={data.preference.sequential}
            better="higher"
            reach={reachOf([data.preference.sequential])}
            significant={data.preference.significant}
          />
        ) : best === undefined ? (
          <Text size="sm" c="dimmed">
            too little to compare yet
          </Text>
        ) : (
          <LiftBar
            effect={best.comparison.effect}
            interval={best.comparison.sequential}
            better={best.better}
            reach={reachOf([best.comparison.sequential])}
            significant={best.comparison.significant}
          />
        )}
      </Table.Td>
      <Table.Td>
        <Badge variant="light" color={health.color} tt="none" title={data.recommendation?.reason}>
          {health.label}
        </Badge>
      </Table.Td>
    </>
  );
}
