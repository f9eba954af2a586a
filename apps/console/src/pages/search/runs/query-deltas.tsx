import { Button, Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { count, measure, measureDifference } from '../../../ui/format';
import { choiceOf } from '../plans/presets';
import classes from './query-deltas.module.css';
import type { QueryRun, RunQuery } from './use-runs';

interface QueryDeltasProps {
  readonly run: QueryRun;
  readonly queries: readonly RunQuery[];
}

/** Queries that are listed before one asks for more. */
const step = 50;

/** The queries of a run by how much the second Plan is better; a query opens in the workbench with both Plans. */
export function QueryDeltas({ run, queries }: QueryDeltasProps) {
  const [worstFirst, setWorstFirst] = useState(true);
  const [limit, setLimit] = useState(step);
  const judged = queries.filter(({ measures }) => measures.length > 0);
  const compared = run.plans.length === 2;
  const sorted = judged.toSorted((one, other) => (worstFirst ? 1 : -1) * (deltaOf(one) - deltaOf(other)));
  const most = Math.max(...judged.map((query) => Math.abs(deltaOf(query))), Number.MIN_VALUE);
  return (
    <Stack gap="sm" component="section" aria-label="Queries">
      <Group justify="space-between">
        <Title order={2}>{compared ? 'NDCG@10 of B less A, query by query' : 'NDCG@10, query by query'}</Title>
        <SegmentedControl
          aria-label="Order"
          data={[
            { value: 'worst', label: compared ? 'Got worse first' : 'Worst first' },
            { value: 'best', label: compared ? 'Got better first' : 'Best first' },
          ]}
          value={worstFirst ? 'worst' : 'best'}
          onChange={(order) => {
            setWorstFirst(order === 'worst');
          }}
        />
      </Group>
      <ol className={classes['list']}>
        {sorted.slice(0, limit).map((query) => (
          <li key={query.id}>
            <QueryLine run={run} query={query} most={most} />
          </li>
        ))}
      </ol>
      {sorted.length > limit && (
        <Group>
          <Button
            variant="default"
            onClick={() => {
              setLimit(limit + 200);
            }}
          >
            {count(sorted.length - limit)} more
          </Button>
        </Group>
      )}
      <Unjudged run={run} queries={queries.filter(({ measures }) => measures.length === 0)} />
    </Stack>
  );
}

function QueryLine({ run, query, most }: { readonly run: QueryRun; readonly query: RunQuery; readonly most: number }) {
  const delta = deltaOf(query);
  const values = query.measures.map(({ ndcg_at_10 }) => measure(ndcg_at_10));
  const isDifference = values.length === 2;
  return (
    <Link to="/search" search={workbenchOf(run, query.query)} className={classes['line']}>
      <span className={classes['query']}>{query.query}</span>
      <span className={classes['numbers']}>{values.join(' → ')}</span>
      <span className={classes['track']} aria-hidden>
        <span
          className={delta < 0 ? classes['worse'] : classes['better']}
          style={{ width: `${(50 * Math.abs(delta)) / most}%` }}
        />
      </span>
      <b className={classes['delta']}>{isDifference ? measureDifference(delta) : ''}</b>
    </Link>
  );
}

/** With one Plan, its value; with two, the second less the first. */
function deltaOf({ measures }: RunQuery): number {
  const [a, b] = measures.map(({ ndcg_at_10 }) => ndcg_at_10);
  return b === undefined ? (a ?? 0) : b - (a ?? 0);
}

function workbenchOf(run: QueryRun, q: string) {
  const [a, b] = run.plans.map(({ plan }) => choiceOf(plan ?? {}));
  return { q, a: a ?? 'base', ...(b !== undefined && { b }), judgments: run.judgment_set };
}

function Unjudged({ run, queries }: QueryDeltasProps) {
  if (queries.length === 0) return null;
  return (
    <>
      <Title order={3}>Without grades, not measured</Title>
      <Text size="sm" component="div">
        {queries.slice(0, step).map(({ id, query }, at) => (
          <span key={id}>
            {at > 0 && ' · '}
            <Link to="/search" search={workbenchOf(run, query)}>
              {query}
            </Link>
          </span>
        ))}
        {queries.length > step && ` and ${count(queries.length - step)} more`}
      </Text>
    </>
  );
}
