import { Anchor, Badge, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { dateTime, measure, measureDifference, pValue } from '../../../ui/format';
import { done, type QueryRun, running, stateNames, useRuns } from './use-runs';

/** The runs of a query set, newest first. */
export function RunList({ querySet }: { readonly querySet: string }) {
  const { data: runs, error } = useRuns(querySet);
  if (error !== null) return null;
  return (
    <Stack gap="sm" component="section" aria-label="Runs">
      <Title order={2}>Runs</Title>
      {runs === undefined ? (
        <Skeleton h={60} />
      ) : runs.length === 0 ? (
        <Text c="dimmed" size="sm">
          None yet. A run searches every judged query by both Plans and says which is better, and where.
        </Text>
      ) : (
        <Table.ScrollContainer minWidth={640}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Begun</Table.Th>
                <Table.Th>Plans</Table.Th>
                <Table.Th ta="right">NDCG@10</Table.Th>
                <Table.Th ta="right">Difference</Table.Th>
                <Table.Th>State</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {runs.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Stack>
  );
}

function RunRow({ run }: { readonly run: QueryRun }) {
  const { id, plans, state, started_at_ms, differences, queries, queries_done } = run;
  const ndcg = differences.find(({ measure: name }) => name === 'ndcg_at_10');
  return (
    <Table.Tr>
      <Table.Td>
        <Anchor
          size="sm"
          renderRoot={(props: Readonly<Record<string, unknown>>) => (
            <Link to="/search/runs/$id" params={{ id }} {...props} />
          )}
        >
          {dateTime(started_at_ms)}
        </Anchor>
      </Table.Td>
      <Table.Td>{plans.map(({ name }) => name).join(' and ')}</Table.Td>
      <Table.Td ta="right">
        {plans.map(({ means }) => (means === undefined ? '–' : measure(means.ndcg_at_10))).join(' · ')}
      </Table.Td>
      <Table.Td ta="right">
        {ndcg === undefined
          ? '–'
          : `${measureDifference(ndcg.difference)}${ndcg.p === undefined ? '' : `, p ${pValue(ndcg.p)}`}`}
      </Table.Td>
      <Table.Td>
        <Badge variant="light" tt="none" color={state === done ? 'green' : state === running ? 'blue' : 'gray'}>
          {state === running ? `${queries_done} of ${queries}` : stateNames[state]}
        </Badge>
      </Table.Td>
    </Table.Tr>
  );
}
