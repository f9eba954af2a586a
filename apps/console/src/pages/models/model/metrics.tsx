import { Group, Select, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconEqual } from '@tabler/icons-react';
import type { Message } from '../../../api/client';
import { number } from '../../../ui/format';
import type { Model } from '../shared/queries';
import classes from './model.module.css';
import { Section } from './section';

interface MetricsProps {
  readonly model: Model;
  readonly shown: Message<'GetModelVersionResponse'>;
  readonly version: string;
  readonly onAgainst: (version: string) => void;
}

/** What a version was measured at, beside another one. */
export function Metrics({ model, shown: { metrics, against }, version, onAgainst }: MetricsProps) {
  const others = model.versions.map((each) => each.version).filter((each) => each !== version);
  return (
    <Section
      title="Metrics"
      actions={
        others.length > 0 && (
          <Select
            size="xs"
            w={160}
            aria-label="Compared with"
            placeholder="Compare with"
            value={against === '' ? null : against}
            data={others.map((each) => ({ value: each, label: `against ${each}` }))}
            allowDeselect={false}
            onChange={(chosen) => {
              if (chosen !== null) onAgainst(chosen);
            }}
          />
        )
      }
    >
      {metrics.length === 0 ? (
        <Text size="sm">Nothing was measured of it: weir-models evaluate does.</Text>
      ) : (
        <Table verticalSpacing={6} horizontalSpacing={6} aria-label="Metrics">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Set</Table.Th>
              <Table.Th visibleFrom="sm">Metric</Table.Th>
              <Table.Th ta="right">{version}</Table.Th>
              {against !== '' && (
                <>
                  <Table.Th ta="right" visibleFrom="sm">
                    {against}
                  </Table.Th>
                  <Table.Th ta="right">Difference</Table.Th>
                </>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {metrics.map((metric) => (
              <Table.Tr key={metric.key}>
                <Table.Td>
                  {metric.set === '' ? '–' : metric.set}
                  <Text size="xs" c="dimmed" hiddenFrom="sm">
                    {metric.metric}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="sm">{metric.metric}</Table.Td>
                <Table.Td ta="right" className={classes['numbers'] ?? ''}>
                  {shownNumber(metric.value)}
                </Table.Td>
                {against !== '' && (
                  <>
                    <Table.Td ta="right" visibleFrom="sm" className={classes['numbers'] ?? ''}>
                      {shownNumber(metric.before)}
                    </Table.Td>
                    <Table.Td ta="right" className={classes['numbers'] ?? ''}>
                      <Difference metric={metric} />
                    </Table.Td>
                  </>
                )}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {others.length === 0 && metrics.length > 0 && (
        <Text size="sm" c="dimmed" mt="sm">
          There is no other version of {model.name} to compare with yet.
        </Text>
      )}
    </Section>
  );
}

function shownNumber(value: number | undefined): string {
  return value === undefined ? '–' : value < 10 ? value.toFixed(4) : number(value, 4);
}

/** With an arrow and a word, so that it does not depend on colour. */
function Difference({ metric: { value, before, better } }: { readonly metric: Message<'ModelMetric'> }) {
  if (value === undefined || before === undefined) return <>–</>;
  const difference = Math.round((value - before) * 1e6) / 1e6;
  if (difference === 0) {
    return (
      <Group gap={4} justify="flex-end" wrap="nowrap" c="dimmed">
        <IconEqual size={14} aria-hidden />
        same
      </Group>
    );
  }
  const isBetter = difference > 0 === (better === 'up');
  const Icon = difference > 0 ? IconArrowUp : IconArrowDown;
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap" className={classes[isBetter ? 'better' : 'worse'] ?? ''}>
      <Icon size={14} aria-hidden />
      {number(Math.abs(difference), 3)}
      <Text span size="xs">
        {isBetter ? 'better' : 'worse'}
      </Text>
      <VisuallyHidden>{difference > 0 ? 'higher' : 'lower'}</VisuallyHidden>
    </Group>
  );
}
