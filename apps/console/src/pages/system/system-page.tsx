import { Anchor, SegmentedControl, SimpleGrid } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { answered, api } from '../../api/client';
import { useLive } from '../../api/live';
import { AsOf } from '../../ui/as-of';
import { Failure } from '../../ui/failure';
import { Page } from '../../ui/page';
import { Faults } from './faults';
import { Models } from './models';
import { ProcessFacts } from './process-facts';
import { Searches } from './searches';
import { SystemSkeleton } from './system-skeleton';

const route = getRouteApi('/system');

/** How the process does that serves the console: latency and degradation of each stage, caches, queue, models. */
export function SystemPage() {
  const { over } = route.useSearch();
  const navigate = useNavigate({ from: '/system' });
  const live = useLive(['system']);
  const { data, error, refetch } = useQuery({
    queryKey: ['system'],
    queryFn: () => answered(api.GET('/v1/system')),
    placeholderData: (before) => before,
  });
  return (
    <Page
      title="System"
      about="How this process answers searches."
      actions={
        <>
          {data !== undefined && data.grafana_url !== '' && (
            <Anchor href={data.grafana_url} size="sm">
              Open Grafana
            </Anchor>
          )}
          <SegmentedControl
            aria-label="Over which time"
            value={over ?? 'recent'}
            data={[
              { value: 'recent', label: 'Last 5 minutes' },
              { value: 'start', label: 'Since start' },
            ]}
            onChange={(value) => void navigate({ search: value === 'start' ? { over: 'start' } : {}, replace: true })}
          />
          <AsOf atMs={data?.as_of_ms} live={live} />
        </>
      }
    >
      {error !== null && <Failure error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <SystemSkeleton />}
      {data !== undefined && (
        <>
          <Searches system={data} over={over ?? 'recent'} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
            <ProcessFacts system={data} />
            <Models system={data} />
          </SimpleGrid>
          <Faults faults={data.faults} />
        </>
      )}
    </Page>
  );
}
