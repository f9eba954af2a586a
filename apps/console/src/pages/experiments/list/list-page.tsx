import { Button, Group, Paper, SegmentedControl, Skeleton, Stack, Table } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { answered, api } from '../../../api/client';
import { useLive } from '../../../api/live';
import { useAuthor } from '../../../api/author';
import { useSession } from '../../../api/session';
import { AsOf } from '../../../ui/as-of';
import { Empty } from '../../../ui/empty';
import { Failure } from '../../../ui/failure';
import { LinkButton } from '../../../ui/link-button';
import { Page } from '../../../ui/page';
import { exampleDraft } from '../shared/definition';
import { experimentsQuery } from '../shared/queries';
import { ExperimentRow } from './experiment-row';

const states = [
  { value: '', label: 'All' },
  { value: 'running', label: 'Running' },
  { value: 'draft', label: 'Drafts' },
  { value: 'stopped', label: 'Stopped' },
  { value: 'archived', label: 'Archived' },
];

/** Every experiment with how it does. */
export function ListPage() {
  const { state = '' } = useSearch({ from: '/experiments' });
  const navigate = useNavigate();
  const { may } = useSession();
  const live = useLive(['experiments', 'results']);
  const list = useQuery(experimentsQuery(state));
  const found = list.data?.experiments;
  return (
    <Page
      title="Experiments"
      about="A part of the shoppers gets another cascade; what that does to sales decides."
      actions={
        <>
          <AsOf atMs={list.dataUpdatedAt || undefined} live={live} />
          <LinkButton link={{ to: '/experiments/plan' }} variant="default">
            Base Plan
          </LinkButton>
          {may('edit') && (
            <LinkButton link={{ to: '/experiments/new' }} leftSection={<IconPlus size={16} aria-hidden />}>
              New experiment
            </LinkButton>
          )}
        </>
      }
    >
      <Group>
        <SegmentedControl
          aria-label="State"
          data={states}
          value={state}
          onChange={(value) => void navigate({ to: '/experiments', search: value === '' ? {} : { state: value } })}
          style={{ maxWidth: '100%', overflowX: 'auto' }}
        />
      </Group>
      {list.error !== null && <Failure error={list.error} retry={() => void list.refetch()} />}
      {found === undefined && list.error === null && <Skeleton h={220} />}
      {found?.length === 0 && <NoExperiment state={state} />}
      {found !== undefined && found.length > 0 && (
        <Paper withBorder>
          <Table.ScrollContainer minWidth={820} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing="sm" horizontalSpacing="md" highlightOnHover aria-label="Experiments">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Experiment</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Traffic</Table.Th>
                  <Table.Th>Running for</Table.Th>
                  <Table.Th>Effect on the primary metric</Table.Th>
                  <Table.Th>Health</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {found.map((experiment) => (
                  <ExperimentRow key={experiment.key} experiment={experiment} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        </Paper>
      )}
    </Page>
  );
}

function NoExperiment({ state }: { readonly state: string }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const { may } = useSession();
  const author = useAuthor();
  const example = useMutation({
    mutationFn: () => answered(api.POST('/v1/experiments', { body: { definition: exampleDraft, author } })),
    onSuccess: async ({ key }) => {
      await client.invalidateQueries({ queryKey: ['experiments'] });
      await navigate({ to: '/experiments/key/$key', params: { key } });
    },
  });
  if (state !== '') return <Empty title={`No experiment is ${state}`}>Choose All to see those in another state.</Empty>;
  return (
    <Stack>
      <Empty
        title="No experiment yet"
        action={
          may('edit') && (
            <Group mt="sm" justify="center">
              <Button
                loading={example.isPending}
                onClick={() => {
                  example.mutate();
                }}
              >
                Make an example draft
              </Button>
              <LinkButton link={{ to: '/experiments/new' }} variant="default">
                Write one
              </LinkButton>
            </Group>
          )
        }
      >
        An experiment shows some shoppers another cascade and tells what that does to clicks, orders and revenue. The
        example compares search by words alone with the whole cascade; nothing happens before you start it.
      </Empty>
      {example.error !== null && <Failure error={example.error} />}
    </Stack>
  );
}
