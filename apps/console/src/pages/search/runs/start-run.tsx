import { Button, Group, JsonInput, Paper, Select, SimpleGrid, Stack, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { Problem } from '../../../api/problem';
import { Failure } from '../../../ui/failure';
import { isObject, type PartialPlan, presets } from '../plans/presets';
import { useJudgmentSets } from '../sets/use-sets';

interface StartRunProps {
  readonly querySet: string;
  /** Key of the judgment set that the query set names; may be empty. */
  readonly judgmentSet: string | undefined;
}

interface Wanted {
  /** Key of a preset, or `own`. */
  readonly preset: string;
  readonly text: string;
}

const own = 'own';

/** Chooses two Plans and runs them over a query set. */
export function StartRun({ querySet, judgmentSet }: StartRunProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { may } = useSession();
  const author = useAuthor();
  const sets = useJudgmentSets();
  const [judgments, setJudgments] = useState<string>();
  const chosen = judgments ?? (judgmentSet === '' ? sets.data?.[0]?.key : judgmentSet);
  const [plans, setPlans] = useState<readonly Wanted[]>([
    { preset: 'no_reranker', text: '{}' },
    { preset: 'base', text: '{}' },
  ]);
  const start = useMutation({
    mutationFn: () =>
      answered(
        api.POST('/v1/query-sets/{key}/run', {
          params: { path: { key: querySet } },
          body: {
            judgment_set: chosen ?? '',
            author,
            plans: plans.map(({ preset, text }) => ({
              name: preset === own ? 'Own Plan' : (presets[preset]?.label ?? preset),
              plan: preset === own ? (parsed(text) ?? {}) : (presets[preset]?.plan ?? {}),
            })),
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['judgments', 'runs'] });
      await navigate({ to: '/search/runs/$id', params: { id } });
    },
  });
  const problem = start.error instanceof Problem ? start.error : undefined;
  const unread = plans.some(({ preset, text }) => preset === own && parsed(text) === undefined);
  return (
    <Paper withBorder p="md" component="section" aria-label="Run Plans">
      <Stack gap="sm">
        <Title order={2}>Run two Plans over it</Title>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {plans.map((wanted, at) => (
            <PlanInput
              key={at}
              label={at === 0 ? 'Plan A' : 'Plan B, against it'}
              wanted={wanted}
              error={problem?.violations
                .filter(({ field }) => field.startsWith(`plans[${at}]`))
                .map(({ field, description }) => `${field.replace(`plans[${at}].plan.`, '')}: ${description}`)
                .join('; ')}
              onChange={(next) => {
                setPlans(plans.map((old, index) => (index === at ? next : old)));
              }}
            />
          ))}
          <Select
            label="Measured by the grades of"
            data={(sets.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
            value={chosen ?? null}
            allowDeselect={false}
            error={problem?.about('judgment_set')}
            onChange={(key) => {
              if (key !== null) setJudgments(key);
            }}
          />
        </SimpleGrid>
        {start.error !== null && (problem === undefined || problem.violations.length === 0) && (
          <Failure error={start.error} />
        )}
        <Group>
          <Button
            loading={start.isPending}
            disabled={unread || !may('edit')}
            onClick={() => {
              start.mutate();
            }}
          >
            Run
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

interface PlanInputProps {
  readonly label: string;
  readonly wanted: Wanted;
  readonly error: string | undefined;
  readonly onChange: (wanted: Wanted) => void;
}

function PlanInput({ label, wanted, error, onChange }: PlanInputProps) {
  const options = Object.entries(presets).map(([value, preset]) => ({ value, label: preset.label }));
  const fault = error === '' ? undefined : error;
  return (
    <Stack gap="xs">
      <Select
        label={label}
        data={[...options, { value: own, label: 'Own Plan, as JSON' }]}
        value={wanted.preset}
        allowDeselect={false}
        error={wanted.preset === own ? undefined : fault}
        onChange={(preset) => {
          if (preset !== null) onChange({ ...wanted, preset });
        }}
      />
      {wanted.preset === own && (
        <JsonInput
          aria-label={`${label}, as JSON`}
          value={wanted.text}
          autosize
          minRows={4}
          error={parsed(wanted.text) === undefined ? 'This is not a JSON object.' : fault}
          onChange={(text) => {
            onChange({ ...wanted, text });
          }}
        />
      )}
    </Stack>
  );
}

function parsed(text: string): PartialPlan | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
