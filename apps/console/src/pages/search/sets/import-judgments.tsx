import { Alert, Button, FileButton, Group, Modal, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { Failure } from '../../../ui/failure';
import { count } from '../../../ui/format';
import { keyOf } from './key-of';
import { useJudgmentSets, useQuerySets } from './use-sets';

interface PickedFile {
  readonly name: string;
  readonly text: string;
}

/** Takes over qrels, and the words of their queries from a file or a query set. */
export function ImportJudgments({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const author = useAuthor();
  const judgmentSets = useJudgmentSets();
  const querySets = useQuerySets();
  const [name, setName] = useState('');
  const [qrels, setQrels] = useState<PickedFile>();
  const [queries, setQueries] = useState<PickedFile>();
  const [querySet, setQuerySet] = useState<string | null>(null);
  const known = judgmentSets.data?.find((set) => set.name === name);
  const take = useMutation({
    mutationFn: async () => {
      const key =
        known?.key ?? (await answered(api.POST('/v1/judgment-sets', { body: { key: keyOf(name), name, author } }))).key;
      return answered(
        api.POST('/v1/judgment-sets/{key}/import', {
          params: { path: { key } },
          body: { qrels: qrels?.text ?? '', queries: queries?.text ?? '', query_set: querySet ?? '', author },
        }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['judgments'] }),
  });
  return (
    <Modal opened onClose={onClose} title="Import judgments" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take.mutate();
        }}
      >
        <Stack>
          <TextInput
            label="Judgment set"
            description={known === undefined ? 'A new one is begun.' : 'Its grades of the same products are replaced.'}
            required
            data-autofocus
            value={name}
            list="judgment-sets"
            onChange={({ currentTarget }) => {
              setName(currentTarget.value);
            }}
          />
          <datalist id="judgment-sets">
            {judgmentSets.data?.map((set) => (
              <option key={set.key} value={set.name} />
            ))}
          </datalist>
          <FileLine label="Judgments" hint="TREC qrels, or BEIR's three columns" file={qrels} onPick={setQrels} />
          <FileLine
            label="Queries"
            hint="JSON Lines with _id and text, or id, tab, words"
            file={queries}
            onPick={setQueries}
          />
          {queries === undefined && (
            <Select
              label="or the queries of"
              clearable
              data={(querySets.data ?? []).map(({ key, name: label }) => ({ value: key, label }))}
              value={querySet}
              onChange={setQuerySet}
            />
          )}
          {take.error !== null && <Failure error={take.error} />}
          {take.data !== undefined && (
            <Alert color="green" title={`${count(take.data.grades)} grades of ${count(take.data.queries)} queries`}>
              {take.data.unknown.length > 0
                ? `Left out, for the words of these queries are not known: ${take.data.unknown.join(', ')}`
                : 'All of them were taken over.'}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {take.data === undefined ? 'Cancel' : 'Close'}
            </Button>
            <Button
              type="submit"
              loading={take.isPending}
              disabled={qrels === undefined || (queries === undefined && querySet === null)}
            >
              Import
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface FileLineProps {
  readonly label: string;
  readonly hint: string;
  readonly file: PickedFile | undefined;
  readonly onPick: (file: PickedFile) => void;
}

function FileLine({ label, hint, file, onPick }: FileLineProps) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <div>
        <Text size="sm" fw={500}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {file?.name ?? hint}
        </Text>
      </div>
      <FileButton
        onChange={(picked) => {
          void picked?.text().then((text) => {
            onPick({ name: picked.name, text });
          });
        }}
      >
        {(props) => (
          <Button {...props} variant="default" aria-label={`Choose the file of ${label.toLowerCase()}`}>
            Choose a file
          </Button>
        )}
      </FileButton>
    </Group>
  );
}
