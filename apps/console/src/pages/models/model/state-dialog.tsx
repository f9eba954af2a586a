import { Button, Group, Modal, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAuthor, useOwnName } from '../../../api/author';
import { answered, api } from '../../../api/client';
import { Problem } from '../../../api/problem';
import { useSession } from '../../../api/session';
import { Failure } from '../../../ui/failure';

/** A change of a version's state that was asked for. */
export interface Change {
  readonly name: string;
  readonly version: string;
  readonly to: 'champion' | 'shadow' | 'candidate' | 'rollback';
  /** Version that a rollback goes back to. */
  readonly before?: string;
}

/** What became of it. */
export interface Done {
  readonly title: string;
  readonly effect: string;
  readonly served: boolean;
}

interface StateDialogProps {
  readonly change: Change;
  readonly onClose: () => void;
  readonly onDone: (done: Done) => void;
}

/** Asks before a state is changed: who, and why. */
export function StateDialog({ change, onClose, onDone }: StateDialogProps) {
  const client = useQueryClient();
  const { session } = useSession();
  const own = useOwnName();
  const author = useAuthor();
  const [reason, setReason] = useState('');
  const { title, text, label } = words(change);
  const changing = useMutation({
    mutationFn: () => send(change, { author, reason }),
    onSuccess: async ({ effect, served, change: made }) => {
      await client.invalidateQueries({ queryKey: ['models'] });
      onDone({ title: `${change.name} ${made?.version ?? ''} is ${article(made?.to ?? '')} now`, effect, served });
    },
  });
  const problem = changing.error instanceof Problem ? changing.error : undefined;
  const aboutReason = problem?.about('reason');
  return (
    <Modal opened onClose={onClose} title={title} centered closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          changing.mutate();
        }}
      >
        <Stack>
          <Text size="sm">{text}</Text>
          <Textarea
            data-autofocus
            label="Why"
            description="The history keeps it"
            required
            autosize
            minRows={2}
            value={reason}
            error={aboutReason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          {session?.signed_in !== true && (
            <TextInput
              label="Your name"
              description="The history keeps it; this browser remembers it"
              value={own.name}
              onChange={(event) => {
                own.write(event.currentTarget.value);
              }}
            />
          )}
          {changing.error !== null && aboutReason === undefined && <Failure error={changing.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={changing.isPending} {...(change.to === 'rollback' && { color: 'red.8' })}>
              {label}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function send({ name, version, to }: Change, motive: { readonly author: string; readonly reason: string }) {
  if (to === 'rollback') {
    return answered(api.POST('/v1/models/{name}/rollback', { params: { path: { name } }, body: motive }));
  }
  const path = { name, version };
  return answered(api.POST('/v1/models/{name}/{version}/promote', { params: { path }, body: { ...motive, to } }));
}

function words({ name, version, to, before = '' }: Change): Readonly<Record<'title' | 'text' | 'label', string>> {
  const model = `${name} ${version}`;
  switch (to) {
    case 'champion':
      return {
        title: `Promote ${model} to champion?`,
        text: `Its files are verified first. Where the Plan names ${name}@champion, it answers the next search, without a restart.`,
        label: 'Promote',
      };
    case 'shadow':
      return {
        title: `Make ${model} the shadow?`,
        text: 'Shoppers do not see a shadow. It can be compared with the champion over live searches.',
        label: 'Make it the shadow',
      };
    case 'candidate':
      return {
        title: `Make ${model} a candidate again?`,
        text: 'It is the shadow no more.',
        label: 'Make it a candidate',
      };
    case 'rollback':
      return {
        title: `Roll ${name} back to ${before}?`,
        text: `${before} becomes the champion again and ${version} a candidate. Where the Plan names ${name}@champion, the next search gets ${before}, without a restart.`,
        label: `Roll back to ${before}`,
      };
  }
}

function article(state: string): string {
  return state === 'candidate' ? 'a candidate' : `the ${state}`;
}
