import { Table, Text } from '@mantine/core';
import { duration } from '../../../ui/format';
import type { Comparison } from '../shared/queries';

/** What both models take for the same searches. */
export function Latencies({ comparison }: { readonly comparison: Comparison }) {
  const { champion, challenger, champion_latency: one, challenger_latency: other } = comparison;
  const rows = [
    { side: 'champion', model: champion, latency: one },
    { side: 'challenger', model: challenger, latency: other },
  ];
  return (
    <div>
      <Text size="sm" fw={600} mb="xs">
        Time for a search
      </Text>
      <Table aria-label="Time for a search">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Model</Table.Th>
            <Table.Th ta="right">Median</Table.Th>
            <Table.Th ta="right">p95</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ side, model, latency }) => (
            <Table.Tr key={side}>
              <Table.Td>
                {model.replace('@', ' ')}
                <Text size="xs" c="dimmed">
                  {side}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{latency === undefined ? '–' : duration(latency.p50_ms)}</Table.Td>
              <Table.Td ta="right">{latency === undefined ? '–' : duration(latency.p95_ms)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" mt="xs">
        Of both in the same way: one search at a time, on what threads shoppers leave free, without known scores. A live
        search is quicker.
      </Text>
    </div>
  );
}
