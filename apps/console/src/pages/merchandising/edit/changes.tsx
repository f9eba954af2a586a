import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Message } from '../../../api/client';
import { Failure } from '../../../ui/failure';
import { dateTime } from '../../../ui/format';
import { changesQuery } from '../shared/queries';

const done: Readonly<Record<string, string>> = { create: 'wrote it', update: 'changed', delete: 'deleted it' };
const names: Readonly<Record<string, string>> = {
  when: 'when it acts',
  actions: 'what it does',
  start_ms: 'its start',
  end_ms: 'its end',
};

/** Who did what and when, newest first. */
export function Changes({ ruleKey }: { readonly ruleKey: string }) {
  const { data, error } = useQuery(changesQuery(ruleKey));
  return (
    <Paper withBorder p="md" component="section" aria-label="Changes">
      <Title order={2} mb="sm">
        Changes
      </Title>
      {error !== null && <Failure error={error} />}
      {data === undefined && error === null && <Skeleton h={42} />}
      <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {data?.changes.map((change) => (
          <li key={change.at_ms}>
            <Text size="sm">
              <b>{change.author}</b> {done[change.action] ?? change.action} {changed(change)}
              {change.reason !== '' && ` – “${change.reason}”`}
            </Text>
            <Text size="xs" c="dimmed">
              {dateTime(change.at_ms)}
            </Text>
          </li>
        ))}
      </Stack>
    </Paper>
  );
}

/** Which fields, and what the state became. */
function changed({ before, after }: Message<'RuleChange'>): string {
  if (before === undefined || after === undefined) return '';
  const fields = (['description', 'when', 'actions', 'state', 'start_ms', 'end_ms', 'priority'] as const).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  return fields
    .map((field) => (field === 'state' ? `its state to ${after.state ?? ''}` : (names[field] ?? `its ${field}`)))
    .join(', ');
}
