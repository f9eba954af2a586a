import { Alert, Anchor, Button, Group, Progress, Skeleton, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { answered, api } from '../../../api/client';
import { useLive } from '../../../api/live';
import { useSession } from '../../../api/session';
import { AsOf } from '../../../ui/as-of';
import { Failure } from '../../../ui/failure';
import { count, dateTime } from '../../../ui/format';
import { Page } from '../../../ui/page';
import { QueryDeltas } from './query-deltas';
import { MeasureTable } from './measure-table';
import { done, type QueryRun, running, useRun } from './use-runs';

const route = getRouteApi('/search/runs/$id');

/** What a run of Plans over a query set has shown. */
export function QueryRunPage() {
  const { id } = route.useParams();
  const live = useLive(['judgments']);
  const { data, error, refetch, dataUpdatedAt } = useRun(id);
  const run = data?.run;
  return (
    <Page
      title={run === undefined ? 'Run' : run.plans.map(({ name }) => name).join(' and ')}
      {...(run !== undefined && { about: aboutOf(run) })}
      actions={<AsOf atMs={dataUpdatedAt || undefined} live={live} />}
    >
      {run !== undefined && (
        <Anchor
          size="sm"
          renderRoot={(props: Readonly<Record<string, unknown>>) => (
            <Link to="/search/sets/$key" params={{ key: run.query_set }} {...props} />
          )}
        >
          All runs of {run.query_set}
        </Anchor>
      )}
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {run === undefined && error === null && <Skeleton h={320} />}
      {run?.state === running && <Underway run={run} />}
      {run !== undefined && run.state !== running && run.state !== done && (
        <Alert color="yellow" title={run.detail === '' ? 'The run was cancelled' : 'The run failed'}>
          {run.detail === '' ? 'What it had measured was dropped.' : run.detail}
        </Alert>
      )}
      {run?.state === done && (
        <>
          <MeasureTable run={run} />
          <QueryDeltas run={run} queries={data?.queries ?? []} />
        </>
      )}
    </Page>
  );
}

function aboutOf({ query_set, judgment_set, author, started_at_ms, queries, queries_unjudged }: QueryRun): string {
  const left = queries_unjudged === 0 ? '' : `, ${count(queries_unjudged)} without grades left out`;
  return `${count(queries)} queries of ${query_set}${left}, by the grades of ${judgment_set}. Begun ${dateTime(started_at_ms)} by ${author}.`;
}

function Underway({ run }: { readonly run: QueryRun }) {
  const client = useQueryClient();
  const { may } = useSession();
  const cancel = useMutation({
    mutationFn: () => answered(api.POST('/v1/query-runs/{id}/cancel', { params: { path: { id: run.id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['judgments'] }),
  });
  return (
    <Stack gap="xs" maw={640}>
      <Progress
        value={(100 * run.queries_done) / run.queries}
        size="lg"
        aria-label={`${run.queries_done} of ${run.queries} queries searched`}
      />
      <Group justify="space-between">
        <Text size="sm" aria-live="polite">
          {count(run.queries_done)} of {count(run.queries)} queries. Searches of shoppers go first.
        </Text>
        <Button
          variant="default"
          size="xs"
          disabled={!may('edit')}
          loading={cancel.isPending}
          onClick={() => {
            cancel.mutate();
          }}
        >
          Cancel
        </Button>
      </Group>
      {cancel.error !== null && <Failure error={cancel.error} />}
    </Stack>
  );
}
