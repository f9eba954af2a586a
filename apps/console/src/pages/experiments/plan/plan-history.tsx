import { Button, Group, Paper, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Failure } from '../../../ui/failure';
import { dateTime } from '../../../ui/format';
import { pathsOf } from '../shared/plan-settings';
import { planChangesQuery } from '../shared/queries';

const done: Readonly<Record<string, string>> = {
  update: 'changed it',
  restore: 'restored an earlier version',
  ship: 'shipped a variant',
};

interface PlanHistoryProps {
  readonly current: number | undefined;
  /** Absent for who may not. */
  readonly onRestore?: (version: number) => void;
}

/** Who changed the base Plan and when, with a way back. */
export function PlanHistory({ current, onRestore }: PlanHistoryProps) {
  const { data, error } = useQuery(planChangesQuery);
  return (
    <section>
      <Title order={2} mb="xs">
        History
      </Title>
      {error !== null && <Failure error={error} />}
      {data === undefined && error === null && <Skeleton h={80} />}
      {data?.changes.length === 0 && (
        <Text c="dimmed" size="sm">
          Nobody changed it yet: it is as the configuration has it.
        </Text>
      )}
      {data !== undefined && data.changes.length > 0 && (
        <Paper withBorder p="md">
          <Stack gap="sm" component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
            {data.changes.map(({ version, at_ms: at, author, action, reason, after }) => (
              <li key={version}>
                <Group justify="space-between" wrap="nowrap">
                  <div>
                    <Text size="sm">
                      <b>
                        Version {version}: {author}
                      </b>{' '}
                      {done[action] ?? action}
                      {reason !== '' && <>: “{reason}”</>}
                    </Text>
                    <Text size="xs" c="dimmed">
                      {dateTime(at)} · {pathsOf(after).join(', ') || 'as the configuration has it'}
                    </Text>
                  </div>
                  {version !== current && onRestore !== undefined && (
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={`Restore version ${version}`}
                      onClick={() => {
                        onRestore(version);
                      }}
                    >
                      Restore
                    </Button>
                  )}
                </Group>
              </li>
            ))}
            <li hidden={onRestore === undefined}>
              <Group justify="space-between" wrap="nowrap">
                <Text size="sm">The configuration</Text>
                <Button
                  size="xs"
                  variant="default"
                  aria-label="Restore the configuration"
                  onClick={() => {
                    onRestore?.(0);
                  }}
                >
                  Restore
                </Button>
              </Group>
            </li>
          </Stack>
        </Paper>
      )}
    </section>
  );
}
