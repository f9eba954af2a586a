import { Badge } from '@mantine/core';
import type { Message } from '../../../api/client';

const colors: Readonly<Record<string, string>> = { running: 'green', draft: 'gray', stopped: 'blue', archived: 'gray' };

/** Where an experiment stands. */
export function StateBadge({ experiment }: { readonly experiment: Message<'Experiment'> }) {
  const { state, shipped_variant: shipped } = experiment;
  return (
    <Badge variant="light" color={colors[state] ?? 'gray'} tt="none" miw="max-content">
      {shipped === '' ? state : `${state}, shipped`}
    </Badge>
  );
}
