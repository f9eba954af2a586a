import { ActionIcon, Anchor, Button, Group, Skeleton, Stack, Table, Text, Title, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconTrash } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answered, api } from '../../../api/client';
import { useLive } from '../../../api/live';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { AsOf } from '../../../ui/as-of';
import { Empty } from '../../../ui/empty';
import { Failure } from '../../../ui/failure';
import { count } from '../../../ui/format';
import { Page } from '../../../ui/page';
import { RunList } from '../runs/run-list';
import { StartRun } from '../runs/start-run';

const route = getRouteApi('/search/sets/$key');
/** Queries that are listed before one asks for all. */
const few = 50;

/** A query set: its queries, and the runs of Plans over them. */
export function QuerySetPage() {
  const { key } = route.useParams();
  const client = useQueryClient();
  const live = useLive(['judgments']);
  const { may } = useSession();
  const author = useAuthor();
  const [all, setAll] = useState(false);
  const set = useQuery({
    queryKey: ['judgments', 'query-set', key],
    queryFn: () => answered(api.GET('/v1/query-sets/{key}', { params: { path: { key } } })),
  });
  const remove = useMutation({
    mutationFn: (query: string) =>
      answered(
        api.POST('/v1/query-sets/{key}/queries/remove', {
          params: { path: { key } },
          body: { queries: [query], author },
        }),
      ),
    onError: (error) => {
      notifications.show({ color: 'red', title: 'The query was not taken out', message: error.message });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['judgments'] }),
  });
  const queries = set.data?.queries;
  const judgments = set.data?.query_set?.judgment_set;
  return (
    <Page
      title={set.data?.query_set?.name ?? key}
      about="Queries to measure Plans with."
      actions={<AsOf atMs={set.dataUpdatedAt || undefined} live={live} />}
    >
      <Anchor
        renderRoot={(props: Readonly<Record<string, unknown>>) => <Link to="/search/sets" {...props} />}
        size="sm"
      >
        All sets
      </Anchor>
      {set.error !== null && <Failure error={set.error} retry={() => void set.refetch()} />}
      {set.data !== undefined && <StartRun querySet={key} judgmentSet={judgments} />}
      <RunList querySet={key} />
      <Stack gap="sm" component="section" aria-label="Queries">
        <Title order={2}>{queries === undefined ? 'Queries' : `${count(queries.length)} queries`}</Title>
        {queries === undefined ? (
          set.error === null && <Skeleton h={120} />
        ) : queries.length === 0 ? (
          <Empty title="No queries yet">Save queries in the workbench: they are listed here then.</Empty>
        ) : (
          <Table>
            <Table.Tbody>
              {queries.slice(0, all ? undefined : few).map(({ id, text = '' }) => (
                <Table.Tr key={`${id ?? ''} ${text}`}>
                  <Table.Td>
                    <Anchor
                      size="sm"
                      renderRoot={(props: Readonly<Record<string, unknown>>) => (
                        <Link
                          to="/search"
                          search={{ q: text, judgments: judgments === '' ? undefined : judgments }}
                          {...props}
                        />
                      )}
                    >
                      {text}
                    </Anchor>
                  </Table.Td>
                  <Table.Td visibleFrom="sm">
                    <Text size="xs" c="dimmed">
                      {id}
                    </Text>
                  </Table.Td>
                  <Table.Td w={50}>
                    <Tooltip label="Take it out">
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={`Take ${text} out`}
                        disabled={!may('edit')}
                        onClick={() => {
                          remove.mutate(text);
                        }}
                      >
                        <IconTrash size={16} aria-hidden />
                      </ActionIcon>
                    </Tooltip>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {queries !== undefined && queries.length > few && !all && (
          <Group>
            <Button
              variant="default"
              onClick={() => {
                setAll(true);
              }}
            >
              Show all
            </Button>
          </Group>
        )}
      </Stack>
    </Page>
  );
}
