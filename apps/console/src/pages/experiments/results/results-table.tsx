import { Badge, Paper, Table, Text } from '@mantine/core';
import type { Message } from '../../../api/client';
import { count, number, percent } from '../../../ui/format';
import type { Metric } from '../shared/definition';
import { LiftBar, reachOf } from '../shared/lift-bar';
import { isMoney, metricName, metricValue } from '../shared/metric-value';
import type { ShownResults } from './shown';

const roles: Readonly<Record<string, string>> = { primary: 'decides', secondary: 'watched', guardrail: 'guardrail' };
const guards: Readonly<Record<string, readonly [color: string, label: string]>> = {
  ok: ['green', 'holds'],
  broken: ['red', 'broken'],
  unsure: ['gray', 'unsure'],
};

/** Every metric of every variant against the control. */
export function ResultsTable({ results, definition, metrics, view }: ShownResults) {
  const sequential = (definition['analysis'] as { readonly test?: string } | undefined)?.test !== 'fixed';
  const reach = reachOf(
    results.metrics.flatMap(({ variants }) => variants.map(({ comparison }) => comparison?.sequential)),
  );
  return (
    <Paper withBorder>
      <Table.ScrollContainer minWidth={900} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table verticalSpacing="xs" horizontalSpacing="md" aria-label="Results">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Metric</Table.Th>
              <Table.Th>Variant</Table.Th>
              <Table.Th ta="right">{definition.unit === 'session' ? 'Sessions' : 'Shoppers'}</Table.Th>
              <Table.Th ta="right">Value</Table.Th>
              <Table.Th>Effect and interval</Table.Th>
              <Table.Th ta="right">Chance to win</Table.Th>
              <Table.Th ta="right">p ({sequential ? 'sequential' : 'fixed'})</Table.Th>
              <Table.Th>Verdict</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {results.metrics.map((result) => (
              <MetricRows
                key={`${result.role} ${result.metric}`}
                {...{ result, reach, sequential }}
                metric={metrics.find(({ key }) => key === result.metric)}
                currency={view.currency}
              />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="xs" c="dimmed" px="md" pb="sm" pt={4}>
        {sequential
          ? 'The intervals hold however often you look at them. P values are corrected for being several.'
          : 'This experiment decides by a fixed test, which is right only once, at the planned size. The intervals shown hold at any time.'}
      </Text>
    </Paper>
  );
}

interface MetricRowsProps {
  readonly result: Message<'MetricResult'>;
  readonly metric: Metric | undefined;
  readonly reach: number;
  readonly sequential: boolean;
  readonly currency: string | undefined;
}

function MetricRows({ result, metric, reach, currency }: MetricRowsProps) {
  return result.variants.map(({ variant, units, value, comparison }, index) => (
    <Table.Tr key={variant} style={index === 0 ? {} : { borderTop: 'none' }}>
      {index === 0 && (
        <Table.Th scope="rowgroup" rowSpan={result.variants.length} style={{ verticalAlign: 'top' }}>
          {metricName(result.metric)}
          <Text size="xs" c="dimmed">
            {roles[result.role] ?? result.role}
            {result.margin === undefined ? '' : `, may lose ${percent(result.margin)}`}
            {result.better === 'lower' ? ', lower is better' : ''}
            {isMoney(metric) && currency === undefined ? ', all currencies added as they are' : ''}
          </Text>
        </Table.Th>
      )}
      <Table.Td>{variant}</Table.Td>
      <Table.Td ta="right">{count(units)}</Table.Td>
      <Table.Td ta="right">{metricValue(metric, value, currency)}</Table.Td>
      {comparison === undefined ? (
        <Table.Td colSpan={4} c="dimmed">
          control
        </Table.Td>
      ) : comparison.problem !== '' ? (
        <Table.Td colSpan={4} c="dimmed">
          {comparison.problem}
        </Table.Td>
      ) : (
        <Compared {...{ comparison, reach }} better={result.better} />
      )}
    </Table.Tr>
  ));
}

interface ComparedProps {
  readonly comparison: Message<'Comparison'>;
  readonly reach: number;
  readonly better: string;
}

function Compared({ comparison, reach, better }: ComparedProps) {
  const { effect, sequential, significant, chance_to_win: chance, adjusted_p_value: p, guardrail } = comparison;
  const isGood = better === 'lower' ? effect < 0 : effect > 0;
  const verdict =
    guards[guardrail] ?? (significant ? (isGood ? ['green', 'better'] : ['red', 'worse']) : ['gray', 'undecided']);
  return (
    <>
      <Table.Td>
        <LiftBar interval={sequential} {...{ effect, better, reach, significant }} />
      </Table.Td>
      <Table.Td ta="right">{percent(chance)}</Table.Td>
      <Table.Td ta="right">{p < 0.0001 ? '< 0.0001' : number(p, 2)}</Table.Td>
      <Table.Td>
        <Badge variant="light" color={verdict[0]} tt="none" miw={98}>
          {verdict[1]}
        </Badge>
      </Table.Td>
    </>
  );
}
