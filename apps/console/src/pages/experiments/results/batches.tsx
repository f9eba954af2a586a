import { Paper, Table, Title } from '@mantine/core';
import type { Message } from '../../../api/client';
import { count, dateTime, percent } from '../../../ui/format';

/** How the weights followed the results. */
export function Batches({ results }: { readonly results: Message<'GetResultsResponse'> }) {
  const keys = results.variants.map(({ variant }) => variant);
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        Weights that followed the results
      </Title>
      <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing={4} fz="sm" aria-label="Batches">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Batch</Table.Th>
              <Table.Th>From</Table.Th>
              {keys.map((key) => (
                <Table.Th key={key} ta="right">
                  {key}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {results.batches.map(({ batch, from_ms: from, weights, units }) => (
              <Table.Tr key={batch}>
                <Table.Td>{batch}</Table.Td>
                <Table.Td>{dateTime(from)}</Table.Td>
                {keys.map((key) => (
                  <Table.Td key={key} ta="right">
                    {percent(weights[key] ?? 0, 0)} · {count(units[key] ?? 0)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Paper>
  );
}
