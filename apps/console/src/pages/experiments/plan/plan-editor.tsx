import { Button, Group, Paper, Stack, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, type Message } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { Problem } from '../../../api/problem';
import { Failure } from '../../../ui/failure';
import { OverlayField } from '../form/overlay-field';
import type { Overlay } from '../shared/definition';
import { PlanDiff } from '../shared/plan-diff';

interface PlanEditorProps {
  readonly plan: Message<'BasePlan'>;
  readonly onClose: () => void;
}

/** What is laid over the configuration's Plan. */
export function PlanEditor({ plan, onClose }: PlanEditorProps) {
  // What was read first: somebody else's change meanwhile must not be overwritten.
  const [{ version, overrides: before, configured }] = useState(plan);
  const [overrides, setOverrides] = useState<Overlay>(before ?? {});
  const [reason, setReason] = useState('');
  const author = useAuthor();
  const writing = useMutation({
    mutationFn: () => answered(api.PUT('/v1/plan', { body: { overrides, version, reason, author } })),
    onSuccess: onClose,
  });
  const refusal = writing.error instanceof Problem ? writing.error : undefined;
  return (
    <Paper withBorder p="md">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          writing.mutate();
        }}
      >
        <Stack>
          <Title order={2}>Change the base Plan</Title>
          <OverlayField
            path="overrides"
            overlay={overrides}
            base={configured ?? {}}
            schema={plan.schema ?? {}}
            about={(field) => refusal?.about(field)}
            onChange={setOverrides}
          />
          <PlanDiff base={configured ?? {}} overlay={overrides} names={['Configuration', 'From now on']} />
          <TextInput
            label="Why"
            description="For the audit log"
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          {writing.error !== null && <Failure error={writing.error} />}
          <Group>
            <Button type="submit" loading={writing.isPending}>
              Put it in force
            </Button>
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}
