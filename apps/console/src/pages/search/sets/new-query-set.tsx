import { Button, FileButton, Group, Modal, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { Problem } from '../../../api/problem';
import { Failure } from '../../../ui/failure';
import { keyOf } from './key-of';
import { useJudgmentSets } from './use-sets';

interface NewQuerySetProps {
  /** To begin with, a line each. */
  readonly queries?: string;
  readonly judgmentSet?: string | undefined;
  readonly onClose: () => void;
}

/** Begins a query set of queries that are typed, pasted or read from a file. */
export function NewQuerySet({ queries: given = '', judgmentSet, onClose }: NewQuerySetProps) {
  const client = useQueryClient();
  const author = useAuthor();
  const judgmentSets = useJudgmentSets();
  const [name, setName] = useState('');
  const [queries, setQueries] = useState(given);
  const [judgments, setJudgments] = useState<string | null>(judgmentSet ?? null);
  const begin = useMutation({
    mutationFn: async () => {
      const set = await answered(
        api.POST('/v1/query-sets', { body: { key: keyOf(name), name, judgment_set: judgments ?? '', author } }),
      );
      const params = { path: { key: set.key } };
      if (queries.trim() !== '')
        await answered(api.POST('/v1/query-sets/{key}/queries', { params, body: { file: queries, author } }));
      return set;
    },
    onSuccess: ({ name: begun }) => {
      notifications.show({ message: `${begun} is there.` });
      onClose();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['judgments'] }),
  });
  const problem = begin.error instanceof Problem ? begin.error : undefined;
  const nameError = problem?.about('key') ?? problem?.about('name');
  return (
    <Modal opened onClose={onClose} title="New query set" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          begin.mutate();
        }}
      >
        <Stack>
          <TextInput
            label="Name"
            required
            data-autofocus
            value={name}
            error={nameError}
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
            }}
          />
          <Select
            label="Measured by the grades of"
            clearable
            data={(judgmentSets.data ?? []).map(({ key, name: label }) => ({ value: key, label }))}
            value={judgments}
            onChange={setJudgments}
          />
          <Textarea
            label="Queries"
            description="One a line; or id, tab, words; or JSON Lines with _id and text"
            value={queries}
            autosize
            minRows={5}
            maxRows={14}
            error={problem?.about('file') ?? problem?.about('queries')}
            onChange={({ currentTarget }) => {
              setQueries(currentTarget.value);
            }}
          />
          {begin.error !== null && nameError === undefined && <Failure error={begin.error} />}
          <Group justify="space-between">
            <FileButton
              accept=".jsonl,.json,.tsv,.txt"
              onChange={(file) => {
                void file?.text().then(setQueries);
              }}
            >
              {(props) => (
                <Button {...props} variant="default">
                  Read a file
                </Button>
              )}
            </FileButton>
            <Button type="submit" loading={begin.isPending}>
              Begin the set
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
