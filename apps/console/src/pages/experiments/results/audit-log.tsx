import { Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../../../ui/failure';
import { dateTime } from '../../../ui/format';
import { changesQuery } from '../shared/queries';

const done: Readonly<Record<string, string>> = {
  create: 'wrote the draft',
  update: 'changed the definition',
  new_phase: 'began a new phase',
  start: 'started it',
  ramp: 'let more shoppers take part',
  stop: 'stopped it',
  kill: 'killed it',
  ship: 'shipped a variant',
  archive: 'archived it',
  allocate: 'began the next batch',
};

/** Who did what and when, newest first. */
export function AuditLog({ experimentKey }: { readonly experimentKey: string }) {
  const { data, error } = useQuery(changesQuery(experimentKey));
  return (
    <section>
      <Title order={2} mb="xs">
        Audit log
      </Title>
      {error !== null && <Failure error={error} />}
      {data === undefined && error === null && <Skeleton h={80} />}
      <Paper withBorder p="md">
        <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
          {(data?.changes ?? []).map(({ at_ms: at, author, action, reason, before, after }) => (
            <li key={`${at} ${action}`}>
              <Text size="sm">
                <b>{author}</b> {done[action] ?? action}
                {changed(before, after)}
                {reason !== '' && <>: “{reason}”</>}
              </Text>
              <Text size="xs" c="dimmed">
                {dateTime(at)}
              </Text>
            </li>
          ))}
        </Stack>
      </Paper>
    </section>
  );
}

/** Moves with every change, and says nothing. */
const bookkeeping = new Set(['version', 'updated_at', 'state', 'phases', 'started_at', 'stopped_at', 'stop_reason']);

function changed(
  before: Readonly<Record<string, unknown>> | undefined,
  after: Readonly<Record<string, unknown>> | undefined,
): string {
  if (before === undefined || after === undefined) return '';
  const fields = Object.keys(after).filter(
    (name) => !bookkeeping.has(name) && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return fields.length === 0 ? '' : ` (${fields.map((name) => name.replaceAll('_', ' ')).join(', ')})`;
}
