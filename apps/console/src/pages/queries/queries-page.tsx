import { Alert, Button, Group, Skeleton, Stack, Switch, Tabs, Text } from '@mantine/core';
import { IconDownload, IconEyeOff } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Message } from '../../api/client';
import { useLive } from '../../api/live';
import { AsOf } from '../../ui/as-of';
import { Failure } from '../../ui/failure';
import { count } from '../../ui/format';
import { Page } from '../../ui/page';
import { downloadQueries } from './download';
import { Filter } from './filter';
import { KindTabs } from './kind-tabs';
import { kindTexts } from './kinds';
import { NoQueries } from './no-queries';
import { QueryDrawer } from './query-drawer';
import { QueryList } from './query-list';
import { Totals } from './totals';
import { useQueries } from './use-queries';
import type { View } from './view';
import { WindowPicker } from './window-picker';

/** By its id: the route itself loads this page. */
const route = getRouteApi('/queries');

/** What shoppers search for, and how it goes. */
export function QueriesPage() {
  const view = route.useSearch();
  const navigate = useNavigate({ from: '/queries' });
  const live = useLive(['queries']);
  const queries = useQueries(view);
  const show = (change: Partial<Record<keyof View, unknown>>): void => {
    // What is undefined leaves the address.
    void navigate({ search: (before) => ({ ...before, ...change }) as View, replace: true, resetScroll: false });
  };
  const [first] = queries.data?.pages ?? [];
  const rows = queries.data?.pages.flatMap((page) => page.queries) ?? [];
  return (
    <Page
      title="Queries"
      about="What shoppers search for, and what they find."
      actions={
        <>
          <WindowPicker view={view} onChange={show} />
          <AsOf atMs={queries.dataUpdatedAt || undefined} live={live} />
        </>
      }
    >
      {queries.error !== null && <Failure error={queries.error} retry={() => void queries.refetch()} />}
      {first === undefined ? (
        queries.error === null && <Waiting />
      ) : (
        <>
          <Notes report={first} view={view} />
          {isEmpty(first, view) ? (
            <NoQueries report={first} view={view} />
          ) : (
            <>
              <Totals all={first.all} differentQueries={first.different_queries} />
              <KindTabs view={view} counts={first.counts} onChange={show}>
                <Tabs.Panel value={view.kind ?? 'top'} pt="md">
                  <Stack gap="sm">
                    <Group justify="space-between" align="flex-end">
                      <Text size="sm" c="dimmed" maw={640}>
                        {kindTexts[view.kind ?? 'top'].about}
                      </Text>
                      <Group gap="sm">
                        <Filter
                          value={view.contains ?? ''}
                          onChange={(contains) => {
                            show({ contains });
                          }}
                        />
                        {(first.simulated > 0 || view.real === true) && (
                          <Switch
                            label="Real shoppers only"
                            checked={view.real === true}
                            onChange={({ currentTarget }) => {
                              show({ real: currentTarget.checked ? true : undefined });
                            }}
                          />
                        )}
                        <Download view={view} disabled={rows.length === 0} />
                      </Group>
                    </Group>
                    <QueryList
                      kind={view.kind ?? 'top'}
                      rows={rows}
                      all={first.all}
                      stale={queries.isPlaceholderData}
                      onOpen={(query) => {
                        show({ query });
                      }}
                    />
                    {queries.hasNextPage && (
                      <Group justify="center">
                        <Button
                          variant="default"
                          loading={queries.isFetchingNextPage}
                          onClick={() => void queries.fetchNextPage()}
                        >
                          Show more
                        </Button>
                      </Group>
                    )}
                  </Stack>
                </Tabs.Panel>
              </KindTabs>
            </>
          )}
        </>
      )}
      <QueryDrawer
        view={view}
        onClose={() => {
          show({ query: undefined });
        }}
      />
    </Page>
  );
}

function isEmpty({ all, without_words: without }: Message<'ListQueriesResponse'>, { real }: View): boolean {
  return (all?.searches ?? 0) === 0 && (without === 0 || real !== true);
}

/** What is not in the numbers. */
function Notes({ report, view }: { readonly report: Message<'ListQueriesResponse'>; readonly view: View }) {
  const { keeps_words: keeps, without_words: without, robots, all } = report;
  const parts = [
    ...(without > 0 ? [`${count(without)} searches whose words are not kept`] : []),
    ...(robots > 0 ? [`${count(robots)} searches of robots`] : []),
    ...(view.real === true ? [`${count(report.simulated)} searches of simulated shoppers`] : []),
  ];
  return (
    <>
      {!keeps && (
        <Alert color="yellow" icon={<IconEyeOff size={18} aria-hidden />} title="The words of searches are not kept">
          The setting events.keep_queries is off, for privacy. New searches are counted, but in no query.
        </Alert>
      )}
      {parts.length > 0 && (all?.searches ?? 0) > 0 && (
        <Text size="sm" c="dimmed">
          Left out: {parts.join(', ')}.
        </Text>
      )}
    </>
  );
}

function Download({ view, disabled }: { readonly view: View; readonly disabled: boolean }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        disabled={disabled}
        loading={busy}
        onClick={() => {
          setBusy(true);
          setError(undefined);
          downloadQueries(view)
            .catch(setError)
            .finally(() => {
              setBusy(false);
            });
        }}
      >
        CSV
      </Button>
      {error !== undefined && <Failure error={error} />}
    </>
  );
}

/** Of the size of what comes. */
function Waiting() {
  return (
    <>
      <Skeleton h={86} />
      <Skeleton h={36} />
      <Skeleton h={520} />
    </>
  );
}
