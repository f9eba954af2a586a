import { Alert, Badge, Button, Code, Group, Paper, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useLive } from '../../../api/live';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { AsOf } from '../../../ui/as-of';
import { Confirm } from '../../../ui/confirm';
import { Failure } from '../../../ui/failure';
import { dateTime } from '../../../ui/format';
import { Page } from '../../../ui/page';
import { PlanDiff } from '../shared/plan-diff';
import { settingAt, shownValue, valueAt } from '../shared/plan-settings';
import { planQuery } from '../shared/queries';
import { PlanEditor } from './plan-editor';
import { PlanHistory } from './plan-history';

const sources: Readonly<Record<string, readonly [color: string, label: string]>> = {
  default: ['gray', 'default'],
  configuration: ['blue', 'configuration'],
  override: ['water', 'changed here'],
};

/** What every search runs that no experiment changes. */
export function PlanPage() {
  const live = useLive(['plan']);
  const { may } = useSession();
  const author = useAuthor();
  const client = useQueryClient();
  const [isEditing, setEditing] = useState(false);
  const [restored, setRestored] = useState<number>();
  const { data, error, refetch, dataUpdatedAt } = useQuery(planQuery);
  const reload = (): void => {
    void client.invalidateQueries({ queryKey: ['plan'] });
  };
  return (
    <Page
      title="Base Plan"
      about="What every search runs that no experiment changes. A change acts on the next search."
      actions={
        <>
          <AsOf atMs={dataUpdatedAt || undefined} live={live} />
          {!isEditing && may('edit') && (
            <Button
              disabled={data === undefined}
              onClick={() => {
                setEditing(true);
              }}
            >
              Change it
            </Button>
          )}
        </>
      }
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton h={500} />}
      {data !== undefined && data.problem !== '' && (
        <Alert color="red" title="What was changed here is not in force">
          {data.problem}
        </Alert>
      )}
      {data !== undefined && isEditing && (
        <PlanEditor
          plan={data}
          onClose={() => {
            setEditing(false);
            reload();
          }}
        />
      )}
      {data !== undefined && !isEditing && Object.keys(data.overrides ?? {}).length > 0 && (
        <Paper withBorder p="md">
          <Group justify="space-between" mb="xs">
            <div>
              <Title order={2}>Changed here</Title>
              <Text size="sm" c="dimmed">
                Version {data.version}, by {data.author}
                {data.at_ms === undefined ? '' : `, ${dateTime(data.at_ms)}`}
                {data.reason === '' ? '' : `: ${data.reason}`}
              </Text>
            </div>
          </Group>
          <PlanDiff base={data.configured ?? {}} overlay={data.overrides ?? {}} names={['Configuration', 'In force']} />
        </Paper>
      )}
      {data !== undefined && (
        <Paper withBorder p="md">
          <Title order={2} mb="xs">
            In force
          </Title>
          <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table fz="sm" verticalSpacing={6} aria-label="Settings">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Setting</Table.Th>
                  <Table.Th>Value</Table.Th>
                  <Table.Th>From</Table.Th>
                  <Table.Th>What it does</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {data.settings.map(({ path, source }) => (
                  <Table.Tr key={path}>
                    <Table.Td>
                      <Code>{path}</Code>
                    </Table.Td>
                    <Table.Td fw={600}>{shownValue(valueAt(data.plan ?? {}, path))}</Table.Td>
                    <Table.Td>
                      <Badge variant="light" color={sources[source]?.[0] ?? 'gray'} tt="none" miw={110}>
                        {sources[source]?.[1] ?? source}
                      </Badge>
                    </Table.Td>
                    <Table.Td c="dimmed" miw={280}>
                      {settingAt(data.schema ?? {}, path)?.about}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
      <Stack>
        <PlanHistory {...(may('edit') && { onRestore: setRestored })} current={data?.version} />
      </Stack>
      {restored !== undefined && data !== undefined && (
        <Confirm
          title={restored === 0 ? 'Back to the configuration' : `Restore version ${restored}`}
          label="Restore"
          act={(reason) =>
            answered(api.POST('/v1/plan/restore', { body: { restored, version: data.version, reason, author } }))
          }
          onDone={() => {
            setRestored(undefined);
            reload();
          }}
          onClose={() => {
            setRestored(undefined);
          }}
        >
          {restored === 0
            ? 'Everything that was changed here is taken back, from the next search on.'
            : `The settings of version ${restored} are in force from the next search on, as a new version.`}
        </Confirm>
      )}
    </Page>
  );
}
