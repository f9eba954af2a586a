import { Badge, Button, Group, Paper, Select, Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { Failure } from '../../../ui/failure';
import { count, duration, measure } from '../../../ui/format';
import { judgedOf10, ndcgAt10, type Grades } from '../grades/ndcg';
import { idOf } from '../lists/moves';
import { TimingBars } from '../lists/timing-bars';
import type { Side } from '../state';
import type { Answer } from '../use-answers';
import { nameOfChoice, type PlanChoice, presets } from './presets';

interface PlanPanelProps {
  readonly side: Side;
  readonly choice: PlanChoice;
  readonly answer: UseQueryResult<Answer>;
  readonly grades: Grades;
  readonly onChoose: (choice: PlanChoice) => void;
  readonly onEdit: () => void;
}

const own = 'own';

/** Above a list: which Plan made it, how good it is by the grades, and where its time went. */
export function PlanPanel({ side, choice, answer, grades, onChoose, onEdit }: PlanPanelProps) {
  const options = Object.entries(presets).map(([value, { label }]) => ({ value, label }));
  return (
    <Paper withBorder p="sm" component="section" aria-label={`Plan ${side.toUpperCase()}`}>
      <Stack gap="xs">
        <Group gap="xs" wrap="nowrap">
          <Badge size="lg" circle aria-hidden>
            {side.toUpperCase()}
          </Badge>
          <Select
            flex={1}
            aria-label={`Plan of list ${side.toUpperCase()}`}
            data={typeof choice === 'string' ? options : [...options, { value: own, label: nameOfChoice(choice) }]}
            value={typeof choice === 'string' ? choice : own}
            allowDeselect={false}
            onChange={(value) => {
              if (value !== null && value !== own) onChoose(value);
            }}
          />
          <Button variant="default" onClick={onEdit} aria-label={`Edit Plan ${side.toUpperCase()}`}>
            Edit
          </Button>
        </Group>
        {answer.error === null ? (
          <>
            <Quality answer={answer.data} grades={grades} side={side} />
            <TimingBars answer={answer.data} />
            <DegradedStages answer={answer.data} />
          </>
        ) : (
          <Failure error={answer.error} retry={() => void answer.refetch()} />
        )}
      </Stack>
    </Paper>
  );
}

interface QualityProps {
  readonly answer: Answer | undefined;
  readonly grades: Grades;
  readonly side: Side;
}

function Quality({ answer, grades, side }: QualityProps) {
  if (answer === undefined) return <Skeleton h={46} />;
  const ids = answer.products.map(idOf);
  const ndcg = ndcgAt10(ids, grades);
  const shown = Math.min(10, ids.length);
  return (
    <Group justify="space-between" align="flex-end" wrap="nowrap" mih={46}>
      <div>
        <Text size="xs" c="dimmed">
          NDCG@10, {judgedOf10(ids, grades)} of {shown} judged
        </Text>
        <Text fz={22} fw={600} lh={1.2} data-ndcg={side}>
          {ndcg === undefined ? '–' : measure(ndcg)}
        </Text>
      </div>
      <Text size="xs" c="dimmed" ta="right">
        {count(answer.total)} match the words, {duration(Number(answer.took_ms.toFixed(1)))}
      </Text>
    </Group>
  );
}

/** Stages that did not do all of their work, whose order is that of the stage before. */
function DegradedStages({ answer }: { readonly answer: Answer | undefined }) {
  if (answer === undefined || answer.degraded.length === 0) return null;
  return (
    <Group gap={6}>
      {answer.degraded.map(({ stage, cause, detail }) => (
        <Badge key={`${stage} ${detail}`} color="yellow" variant="light" tt="none" maw="100%">
          {stageNames[stage] ?? stage} {causes[cause] ?? 'was not done'}: {detail}
        </Badge>
      ))}
    </Group>
  );
}

const causes: Readonly<Record<string, string>> = {
  DEGRADED_CAUSE_DEADLINE: 'ran out of time',
  DEGRADED_CAUSE_FAILED: 'failed',
  DEGRADED_CAUSE_OVERLOADED: 'was overloaded',
  DEGRADED_CAUSE_UNAVAILABLE: 'was not there',
};

const stageNames: Readonly<Record<string, string>> = {
  STAGE_ASSIGN: 'Assignment',
  STAGE_CACHE: 'Cache',
  STAGE_ENCODE: 'Query vector',
  STAGE_RETRIEVE: 'Retrieval',
  STAGE_FEATURES: 'Features',
  STAGE_RANK: 'Ranker',
  STAGE_RERANK: 'Reranker',
  STAGE_COMPOSE: 'Page',
};
