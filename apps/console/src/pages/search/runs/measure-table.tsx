import { Alert, Badge, Table, Text } from '@mantine/core';
import { count, duration, measure, measureDifference, percent, pValue } from '../../../ui/format';
import classes from './measure-table.module.css';
import type { QueryRun } from './use-runs';

const rows = [
  { name: 'ndcg_at_10', label: 'NDCG@10' },
  { name: 'mrr_at_10', label: 'MRR@10' },
  { name: 'recall_at_100', label: 'Recall@100' },
] as const;
/** A difference with a p-value below is more than chance. */
const alpha = 0.05;
/** From so much on, what nobody judged may hide what the Plans are worth. */
const manyUnjudged = 0.2;

/** The measures of both Plans, their difference, and whether it is more than chance. */
export function MeasureTable({ run: { plans, differences } }: { readonly run: QueryRun }) {
  const unjudged = Math.max(...plans.map(({ means }) => means?.unjudged_at_10 ?? 0));
  const compared = plans.length === 2;
  return (
    <>
      <Table.ScrollContainer
        minWidth={compared ? 860 : 320}
        type="native"
        tabIndex={0}
        role="region"
        aria-label="Measures of both Plans"
      >
        <Table aria-label="Measures">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Measure</Table.Th>
              {plans.map(({ name }, at) => (
                <Table.Th key={at} ta="right">
                  {'AB'[at]} · {name}
                </Table.Th>
              ))}
              {compared && (
                <>
                  <Table.Th ta="right">Difference, 95 % interval</Table.Th>
                  <Table.Th ta="right">p, t-test</Table.Th>
                  <Table.Th ta="right">p, randomised</Table.Th>
                  <Table.Th ta="right">Better, worse, equal</Table.Th>
                </>
              )}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ name, label }) => {
              const difference = differences.find((each) => each.measure === name);
              return (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{label}</Table.Th>
                  {plans.map(({ means }, at) => (
                    <Table.Td key={at} ta="right">
                      {means === undefined ? '–' : measure(means[name])}
                    </Table.Td>
                  ))}
                  {difference !== undefined && <DifferenceCells difference={difference} />}
                </Table.Tr>
              );
            })}
            <Table.Tr>
              <Table.Th scope="row">Not judged, of the first ten</Table.Th>
              {plans.map(({ means }, at) => (
                <Table.Td key={at} ta="right">
                  {percent(means?.unjudged_at_10 ?? 0)}
                </Table.Td>
              ))}
              {compared && <Table.Td colSpan={4} />}
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row">Time, half and 95 in 100 within</Table.Th>
              {plans.map(({ p50_ms, p95_ms }, at) => (
                <Table.Td key={at} ta="right" className={classes['together']}>
                  {duration(p50_ms)}, {duration(p95_ms)}
                </Table.Td>
              ))}
              {compared && <Table.Td colSpan={4} />}
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {unjudged > manyUnjudged && (
        <Alert color="yellow" title={`${percent(unjudged, 0)} of what a Plan shows first is not judged`}>
          What has no grade counts as 0, so a Plan that finds other good products looks worse than it is. Grade more of
          what both show: open the queries below.
        </Alert>
      )}
    </>
  );
}

function DifferenceCells({ difference: each }: { readonly difference: QueryRun['differences'][number] }) {
  const { difference, low, high, p, p_randomisation, better, worse, equal } = each;
  const sure = p !== undefined && p < alpha;
  return (
    <>
      <Table.Td ta="right" className={classes['together']}>
        <Badge variant="light" tt="none" color={!sure ? 'gray' : difference > 0 ? 'green' : 'orange'} size="lg">
          {measureDifference(difference)}
        </Badge>{' '}
        {low !== undefined && high !== undefined && (
          <Text span size="xs" c="dimmed">
            {measureDifference(low)} to {measureDifference(high)}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{p === undefined ? '–' : pValue(p)}</Table.Td>
      <Table.Td ta="right">{p_randomisation === undefined ? '–' : pValue(p_randomisation)}</Table.Td>
      <Table.Td ta="right">
        {count(better)}, {count(worse)}, {count(equal)}
      </Table.Td>
    </>
  );
}
