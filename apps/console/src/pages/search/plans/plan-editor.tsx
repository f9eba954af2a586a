import { Button, Group, JsonInput, List, Modal, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { Problem } from '../../../api/problem';
import { Failure } from '../../../ui/failure';
import { changesOf, shown } from './edit-plan';
import { PlanForm } from './plan-form';
import { isObject, type PartialPlan } from './presets';
import { useBasePlan } from './use-base-plan';

interface PlanEditorProps {
  /** E.g. `Plan A`. */
  readonly title: string;
  /** The partial Plan to begin with. */
  readonly plan: PartialPlan;
  readonly onClose: () => void;
  readonly onUse: (plan: PartialPlan) => void;
}

/** A partial Plan as a form and as JSON, both of one text, and what it changes in the base Plan. */
export function PlanEditor({ title, plan, onClose, onUse }: PlanEditorProps) {
  const base = useBasePlan();
  const [text, setText] = useState(() => JSON.stringify(plan, null, 2));
  const edited = parsed(text);
  // The server knows what a Plan may say: the smallest search asks it.
  const check = useMutation({
    mutationFn: (wanted: PartialPlan) =>
      answered(api.POST('/v1/search', { body: { query: 'a', plan: wanted, page_size: 1 } })),
    onSuccess: (_, wanted) => {
      onUse(wanted);
    },
  });
  const problem = check.error instanceof Problem ? check.error : undefined;
  const change = (next: string): void => {
    setText(next);
    check.reset();
  };
  return (
    <Modal opened onClose={onClose} title={title} size={900} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
          <PlanForm
            plan={edited ?? {}}
            base={base}
            disabled={edited === undefined || base === undefined}
            errorOf={(path) => problem?.about(`plan.${path}`)}
            onChange={(next) => {
              change(JSON.stringify(next, null, 2));
            }}
          />
          <JsonInput
            label="As JSON"
            description="What differs from the base Plan. Every setting: docs/configuration.md"
            value={text}
            onChange={change}
            autosize
            minRows={12}
            maxRows={22}
            error={edited === undefined ? 'This is not a JSON object.' : undefined}
            styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            spellCheck={false}
          />
        </SimpleGrid>
        {edited !== undefined && base !== undefined && <Changes plan={edited} base={base} />}
        {check.error !== null && <Failure error={check.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            disabled={edited === undefined}
            loading={check.isPending}
            onClick={() => {
              if (edited !== undefined) check.mutate(edited);
            }}
          >
            Use this Plan
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function Changes({ plan, base }: { readonly plan: PartialPlan; readonly base: unknown }) {
  const changes = changesOf(plan, base);
  return (
    <section aria-label="Against the base Plan">
      <Title order={3}>Against the base Plan</Title>
      {changes.length === 0 ? (
        <Text size="sm" c="dimmed">
          It changes nothing.
        </Text>
      ) : (
        <List size="sm">
          {changes.map(({ path, from, to }) => (
            <List.Item key={path}>
              <b>{path}</b>: {shown(from)} → {shown(to)}
            </List.Item>
          ))}
        </List>
      )}
    </section>
  );
}

/** Undefined for what is no JSON object. */
function parsed(text: string): PartialPlan | undefined {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
