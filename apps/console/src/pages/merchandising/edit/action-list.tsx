import { Button, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ActionForm, emptyAction } from '../shared/rule';
import { ActionFields } from './action-fields';
import { errorAt, type FieldErrors } from './errors';

interface ActionListProps {
  readonly actions: readonly ActionForm[];
  readonly errors: FieldErrors;
  readonly set: (actions: readonly ActionForm[]) => void;
}

/** All that a rule does. */
export function ActionList({ actions, errors, set }: ActionListProps) {
  const error = errors.get('actions');
  return (
    <Stack>
      {actions.map((action, index) => (
        <ActionFields
          key={index}
          action={action}
          number={index + 1}
          errorOf={(field) => errorAt(errors, `actions[${index}]${field === '' ? '' : `.${field}`}`)}
          set={(change) => {
            set(actions.with(index, { ...action, ...change }));
          }}
          {...(actions.length > 1 && {
            remove: () => {
              set(actions.toSpliced(index, 1));
            },
          })}
        />
      ))}
      {error !== undefined && (
        <Text size="sm" c="red" role="alert">
          {error}
        </Text>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          set([...actions, emptyAction]);
        }}
      >
        And also…
      </Button>
    </Stack>
  );
}
