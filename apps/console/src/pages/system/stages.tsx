import { Group, Paper, Text, Title } from '@mantine/core';
import type { Message } from '../../api/client';
import { count, duration, percent } from '../../ui/format';
import { LatencyBar } from './latency-bar';
import { causes, stageNames } from './stage-names';
import classes from './stages.module.css';

/** Each stage: what it took against what it may take, what came in and went out, how often it fell short. */
export function Stages({ window }: { readonly window: Message<'SearchWindow'> }) {
  const { stages, searches } = window;
  const longest = Math.max(
    1,
    ...stages.flatMap(({ latency, budget_ms: budget }) => [latency?.p99_ms ?? 0, budget ?? 0]),
  );
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="sm">
        <Title order={2}>Stages</Title>
        <Text size="xs" c="dimmed">
          Bars: half, 95 and 99 of 100 searches within; the line is the budget.
        </Text>
      </Group>
      <table className={classes['stages']}>
        <thead>
          <tr>
            <th scope="col">Stage</th>
            <th scope="col" className={classes['bar']}>
              0 to {duration(longest)}
            </th>
            <th scope="col">p50</th>
            <th scope="col">p95</th>
            <th scope="col">p99</th>
            <th scope="col">Budget</th>
            <th scope="col">Candidates</th>
            <th scope="col">Degraded</th>
          </tr>
        </thead>
        <tbody>
          {stages.map((stage) => (
            <Row key={stage.stage} stage={stage} longest={longest} searches={searches} />
          ))}
        </tbody>
      </table>
    </Paper>
  );
}

interface RowProps {
  readonly stage: Message<'StageWindow'>;
  readonly longest: number;
  readonly searches: number;
}

function Row({ stage, longest, searches }: RowProps) {
  const { latency, budget_ms: budget, candidates_in: given, candidates_out: passed } = stage;
  const ran = latency !== undefined && latency.count > 0;
  const time = (ms: number | undefined): string => (ran && ms !== undefined ? duration(ms) : '–');
  return (
    <tr>
      <th scope="row">{stageNames[stage.stage]}</th>
      <td className={classes['bar']}>
        <LatencyBar latency={latency} budgetMs={budget} longest={longest} />
      </td>
      <td data-label="p50">{time(latency?.p50_ms)}</td>
      <td data-label="p95">{time(latency?.p95_ms)}</td>
      <td data-label="p99">{time(latency?.p99_ms)}</td>
      <td data-label="Budget">{budget === undefined ? '–' : duration(budget)}</td>
      <td data-label="Candidates">{ran && given >= 1 ? `${count(given)} → ${count(passed)}` : '–'}</td>
      <td data-label="Degraded">
        <Degraded stage={stage} searches={searches} />
      </td>
    </tr>
  );
}

function Degraded({ stage: { degraded }, searches }: Pick<RowProps, 'stage' | 'searches'>) {
  if (degraded.length === 0) return 'none';
  return degraded.map((each) => `${percent(each.count / Math.max(1, searches))} ${causes[each.cause]}`).join(', ');
}
