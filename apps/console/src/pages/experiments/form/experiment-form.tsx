import { Alert, Button, Checkbox, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { answered, api } from '../../../api/client';
import { Problem } from '../../../api/problem';
import { Failure } from '../../../ui/failure';
import type { Definition } from '../shared/definition';
import { metricsQuery, planQuery } from '../shared/queries';
import { MetricsFields } from './metrics-fields';
import { PowerCalculator } from './power-calculator';
import { TargetingField } from './targeting-field';
import { VariantsFields } from './variants-fields';
import { WhatFields } from './what-fields';

export interface Writing {
  readonly definition: Definition;
  readonly newPhase: boolean;
  readonly reason: string;
}

interface ExperimentFormProps {
  readonly initial: Definition;
  readonly isNew: boolean;
  readonly mayBeginPhase?: boolean;
  readonly label: string;
  /** That is edited; 0 for a new one. */
  readonly version: number;
  readonly write: (writing: Writing) => void;
  readonly isWriting: boolean;
  readonly error: Error | null;
}

/** An experiment to write. The server checks it while it is written; nothing is said of a field that nobody touched yet. */
export function ExperimentForm(props: ExperimentFormProps) {
  const { initial, isNew, mayBeginPhase = false, label, version, write, isWriting, error } = props;
  const [draft, setDraft] = useState(initial);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [newPhase, setNewPhase] = useState(false);
  const [reason, setReason] = useState('');
  const [settled] = useDebouncedValue(draft, 400);
  const form = useRef<HTMLFormElement>(null);
  const plan = useQuery(planQuery);
  const metrics = useQuery(metricsQuery);
  const checked = useQuery({
    queryKey: ['check', settled, version, newPhase],
    queryFn: () =>
      answered(api.POST('/v1/experiments/check', { body: { definition: settled, version, new_phase: newPhase } })),
    enabled: touched.size > 0,
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const refusal = checked.data === undefined ? undefined : new Problem({ ...checked.data, code: '', message: '' });
  const about = (field: string): string | undefined => {
    const part = field.split('.')[0] ?? field;
    const said = refusal?.about(field) ?? (error instanceof Problem ? error.about(field) : undefined);
    return tried || touched.has(part) ? said : undefined;
  };
  const change = (next: Partial<Definition>): void => {
    setDraft((before) => ({ ...before, ...next }));
    setTouched((before) => new Set([...before, ...Object.keys(next)]));
  };
  useEffect(() => {
    if (error !== null) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  const fields = { draft, change, about };
  const general = error !== null && !(error instanceof Problem && error.violations.length > 0) ? error : undefined;
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        write({ definition: draft, newPhase, reason });
      }}
    >
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack gap="lg">
            <WhatFields {...fields} isNew={isNew} />
            <VariantsFields {...fields} base={plan.data?.plan ?? {}} schema={plan.data?.schema ?? {}} />
            <MetricsFields
              {...fields}
              builtIn={(metrics.data?.metrics ?? []) as unknown as Definition['metrics']['custom']}
            />
            <TargetingField {...fields} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <Stack gap="lg" pos="sticky" top={70}>
            <PowerCalculator
              {...fields}
              builtIn={(metrics.data?.metrics ?? []) as unknown as Definition['metrics']['custom']}
            />
            {mayBeginPhase && (
              <Checkbox
                label="Begin a new phase"
                description="Draws everybody anew and is analysed by itself; needed where the split changes."
                checked={newPhase}
                onChange={(event) => {
                  setNewPhase(event.currentTarget.checked);
                }}
              />
            )}
            {!isNew && (
              <TextInput
                label="Why"
                description="For the audit log"
                value={reason}
                onChange={(event) => {
                  setReason(event.currentTarget.value);
                }}
              />
            )}
            {general !== undefined && <Failure error={general} />}
            {error instanceof Problem && error.violations.length > 0 && (
              <Failure
                error={
                  new Problem({ code: error.code, violations: error.violations, message: 'Some fields are wrong:' })
                }
              />
            )}
            <Notes problem={checked.data?.problem ?? ''} warnings={checked.data?.warnings ?? []} />
            <Group>
              <Button type="submit" loading={isWriting}>
                {label}
              </Button>
            </Group>
          </Stack>
        </Grid.Col>
      </Grid>
    </form>
  );
}

/** What is no field's fault. */
function Notes({ problem, warnings }: { readonly problem: string; readonly warnings: readonly string[] }) {
  const notes = problem === '' ? warnings : [problem, ...warnings];
  if (notes.length === 0) return null;
  return (
    <Alert color="yellow" title="Worth knowing" role="status">
      {notes.map((note) => (
        <Text key={note} size="sm">
          {note}
        </Text>
      ))}
    </Alert>
  );
}
