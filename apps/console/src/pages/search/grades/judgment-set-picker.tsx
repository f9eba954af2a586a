import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { answered, api } from '../../../api/client';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { useJudgmentSets } from '../sets/use-sets';

interface JudgmentSetPickerProps {
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

const first = { key: 'judgments', name: 'Judgments' };

/** Which judgment set is graded into. Where there is none yet, one press makes it. */
export function JudgmentSetPicker({ chosen, onChoose }: JudgmentSetPickerProps) {
  const client = useQueryClient();
  const { may } = useSession();
  const author = useAuthor();
  const sets = useJudgmentSets();
  const begin = useMutation({
    mutationFn: () => answered(api.POST('/v1/judgment-sets', { body: { ...first, author } })),
    onSuccess: async ({ key }) => {
      await client.invalidateQueries({ queryKey: ['judgments'] });
      onChoose(key);
    },
    onError: (error) => {
      notifications.show({ color: 'red', title: 'The set was not begun', message: error.message });
    },
  });
  if (sets.data?.length === 0)
    return (
      <Button
        variant="light"
        w={220}
        disabled={!may('edit')}
        loading={begin.isPending}
        onClick={() => {
          begin.mutate();
        }}
      >
        Begin to grade
      </Button>
    );
  return (
    <Select
      label="Grades of"
      w={220}
      data={(sets.data ?? []).map(({ key, name }) => ({ value: key, label: name }))}
      value={chosen ?? null}
      allowDeselect={false}
      disabled={sets.data === undefined}
      onChange={(key) => {
        if (key !== null) onChoose(key);
      }}
    />
  );
}
