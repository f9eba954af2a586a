import { Group, NativeSelect, Paper, Skeleton, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Failure } from '../../../ui/failure';
import { count, number } from '../../../ui/format';
import { LiftBar, reachOf } from '../shared/lift-bar';
import { metricName, metricValue } from '../shared/metric-value';
import { breakdownQuery } from '../shared/queries';
import type { ResultsView } from '../view';
import type { Shown } from './shown';

const corrections = [
  { value: 'holm', label: 'Holm' },
  { value: 'benjamini-hochberg', label: 'Benjamini–Hochberg' },
  { value: 'bonferroni', label: 'Bonferroni' },
];
const names: Readonly<Record<string, string>> = { query_words: 'words of the query' };

/** The comparison within each value of an attribute. */
export function Breakdown({ experiment, view, metrics }: Shown) {
  const navigate = useNavigate();
  const { phase, triggered, currency, metric, attribute, correction } = view;
  const asked = { phase, triggered, currency, metric, correction };
  const known = useQuery(breakdownQuery(experiment.key, { phase, triggered }));
  const chosen =
    attribute ?? known.data?.attributes.find((name) => name !== 'query_words') ?? known.data?.attributes[0];
  const broken = useQuery({
    ...breakdownQuery(experiment.key, { ...asked, attribute: chosen }),
    enabled: chosen !== undefined,
  });
  const change = (next: Partial<ResultsView>): void => {
    void navigate({
      to: '/experiments/key/$key',
      params: { key: experiment.key },
      search: { ...view, ...next },
      replace: true,
      resetScroll: false,
    });
  };
  const segments = broken.data?.segments ?? [];
  const reach = reachOf(segments.flatMap(({ variants }) => variants.map(({ comparison }) => comparison?.sequential)));
  const shownMetric = metrics.find(({ key }) => key === broken.data?.metric);
  const error = known.error ?? broken.error;
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="xs" align="flex-end">
        <div>
          <Title order={2}>By attribute</Title>
          <Text size="sm" c="dimmed">
            Among many parts one looks good by chance: p values are corrected for their number.
          </Text>
        </div>
        {chosen !== undefined && (
          <Group gap="xs">
            <NativeSelect
              label="Split by"
              size="xs"
              data={(known.data?.attributes ?? [chosen]).map((name) => ({ value: name, label: names[name] ?? name }))}
              value={chosen}
              onChange={(event) => {
                change({ attribute: event.currentTarget.value });
              }}
            />
            <NativeSelect
              label="Correction"
              size="xs"
              data={corrections}
              value={broken.data?.correction ?? correction ?? 'holm'}
              onChange={(event) => {
                change({ correction: event.currentTarget.value });
              }}
            />
          </Group>
        )}
      </Group>
      {error !== null && <Failure error={error} />}
      {known.data !== undefined && chosen === undefined && (
        <Text c="dimmed">
          Searches came without attributes, or nobody searched yet. Send `attributes` with a search.
        </Text>
      )}
      {chosen !== undefined && broken.data === undefined && broken.error === null && <Skeleton h={160} />}
      {segments.length > 0 && (
        <Table.ScrollContainer minWidth={700} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table verticalSpacing="xs" aria-label="Breakdown">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{names[chosen ?? ''] ?? chosen}</Table.Th>
                <Table.Th ta="right">Units</Table.Th>
                <Table.Th>Variant</Table.Th>
                <Table.Th ta="right">{metricName(broken.data?.metric ?? '')}</Table.Th>
                <Table.Th>Effect and interval</Table.Th>
                <Table.Th ta="right">p, corrected</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {segments.flatMap(({ value, units, variants }) =>
                variants.slice(1).map(({ variant, value: mean, comparison }) => (
                  <Table.Tr key={`${value} ${variant}`}>
                    <Table.Td>{value === '' ? 'not given' : value}</Table.Td>
                    <Table.Td ta="right">{count(units)}</Table.Td>
                    <Table.Td>{variant}</Table.Td>
                    <Table.Td ta="right">
                      {metricValue(shownMetric, variants[0]?.value ?? 0, currency)} →{' '}
                      {metricValue(shownMetric, mean, currency)}
                    </Table.Td>
                    {comparison?.problem !== '' ? (
                      <Table.Td colSpan={2} c="dimmed">
                        {comparison?.problem ?? 'nobody saw it'}
                      </Table.Td>
                    ) : (
                      <>
                        <Table.Td>
                          <LiftBar
                            effect={comparison.effect}
                            interval={comparison.sequential}
                            better={broken.data?.better ?? 'higher'}
                            reach={reach}
                            significant={comparison.significant}
                          />
                        </Table.Td>
                        <Table.Td ta="right">{number(comparison.adjusted_p_value, 2)}</Table.Td>
                      </>
                    )}
                  </Table.Tr>
                )),
              )}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Paper>
  );
}
