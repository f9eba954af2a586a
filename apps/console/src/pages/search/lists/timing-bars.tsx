import { Skeleton, Stack } from '@mantine/core';
import { duration } from '../../../ui/format';
import type { Answer } from '../use-answers';
import classes from './timing-bars.module.css';

/** Stages with a budget of their own, in the order of the cascade; the others are one line. */
const stages = [
  ['STAGE_ENCODE', 'Query vector'],
  ['STAGE_RETRIEVE', 'Retrieval'],
  ['STAGE_FEATURES', 'Features'],
  ['STAGE_RANK', 'Ranker'],
  ['STAGE_RERANK', 'Reranker'],
] as const;
const lines = stages.length + 1;

/** How long each stage took against what it may take. */
export function TimingBars({ answer }: { readonly answer: Answer | undefined }) {
  if (answer === undefined)
    return (
      <Stack gap={6} h={lines * 20} justify="center">
        <Skeleton h={lines * 20 - 8} />
      </Stack>
    );
  const { timings, took_ms: tookMs } = answer;
  const named = stages.map(([stage, label]) => ({ label, timing: timings.find((each) => each.stage === stage) }));
  const known = named.reduce((sum, { timing }) => sum + (timing?.ms ?? 0), 0);
  return (
    <ul className={classes['list']} aria-label="Time by stage">
      {named.map(({ label, timing }) => (
        <Bar key={label} label={label} ms={timing?.ms} budget={timing?.budget_ms} />
      ))}
      <Bar label="Everything else" ms={Math.max(0, tookMs - known)} budget={undefined} />
    </ul>
  );
}

interface BarProps {
  readonly label: string;
  /** Undefined where the stage did not run. */
  readonly ms: number | undefined;
  readonly budget: number | undefined;
}

function Bar({ label, ms, budget }: BarProps) {
  const share = ms === undefined || budget === undefined ? 0 : ms / budget;
  return (
    <li className={classes['row']}>
      <span>{label}</span>
      <span className={budget === undefined ? classes['none'] : classes['track']} aria-hidden>
        <span
          className={share > 1 ? classes['over'] : classes['within']}
          style={{ width: `${100 * Math.min(1, share)}%` }}
        />
      </span>
      <span className={classes['value']}>
        {ms === undefined ? 'not run' : duration(Number(ms.toFixed(1)))}
        {ms !== undefined && budget !== undefined && (
          <span className={share > 1 ? classes['late'] : classes['of']}> of {duration(Math.round(budget))}</span>
        )}
      </span>
    </li>
  );
}
