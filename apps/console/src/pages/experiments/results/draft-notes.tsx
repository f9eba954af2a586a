import { Alert, List, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { Message } from '../../../api/client';

/** What to do with a draft. */
export function DraftNotes({ experiment }: { readonly experiment: Message<'Experiment'> }) {
  return (
    <Alert color="gray" title="A draft: nobody sees it yet" icon={<IconPencil size={18} aria-hidden />}>
      <Text size="sm">
        Start it, and from the next search on shoppers are split between its variants. Results come with what they do.
      </Text>
      {experiment.warnings.length > 0 && (
        <List size="sm" mt="xs">
          {experiment.warnings.map((warning) => (
            <List.Item key={warning}>{warning}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
