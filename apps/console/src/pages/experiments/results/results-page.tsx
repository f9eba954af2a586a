import { Group, Skeleton, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { Message } from '../../../api/client';
import { useLive } from '../../../api/live';
import { AsOf } from '../../../ui/as-of';
import { Empty } from '../../../ui/empty';
import { Failure } from '../../../ui/failure';
import { dateTime } from '../../../ui/format';
import { Page } from '../../../ui/page';
import { StartSimulation } from '../../../ui/start-simulation';
import { definitionOf } from '../shared/definition';
import { experimentQuery, metricsQuery, type ResultsBy, resultsQuery } from '../shared/queries';
import { StateBadge } from '../shared/state-badge';
import type { ResultsView } from '../view';
import { Actions } from './actions';
import { AuditLog } from './audit-log';
import { Batches } from './batches';
import { Breakdown } from './breakdown';
import { Checks } from './checks';
import { DraftNotes } from './draft-notes';
import { PreferenceCard } from './preference-card';
import { RecommendationCard } from './recommendation-card';
import { ResultsTable } from './results-table';
import { ResultsToolbar } from './results-toolbar';
import { Timeline } from './timeline';
import { VariantPlans } from './variant-plans';

/** What one experiment is and has shown. */
export function ResultsPage() {
  const { key } = useParams({ from: '/experiments/key/$key' });
  const view = useSearch({ from: '/experiments/key/$key' });
  const live = useLive(['experiments', 'results', 'plan']);
  const experiment = useQuery(experimentQuery(key));
  const found = experiment.data;
  const started = found?.started_at_ms !== undefined;
  const results = useQuery({ ...resultsQuery(key, resultsBy(view)), enabled: started });
  const builtIn = useQuery(metricsQuery);
  if (experiment.error !== null)
    return (
      <Page title={key}>
        <Failure error={experiment.error} retry={() => void experiment.refetch()} />
      </Page>
    );
  if (found === undefined)
    return (
      <Page title={key}>
        <Skeleton h={120} />
        <Skeleton h={260} />
      </Page>
    );
  const definition = definitionOf(found);
  const metrics = [
    ...definition.metrics.custom,
    ...((builtIn.data?.metrics ?? []) as unknown as typeof definition.metrics.custom),
  ];
  const shown = { experiment: found, definition, view, metrics };
  return (
    <Page
      title={definition.name === '' ? key : definition.name}
      {...(definition.hypothesis !== '' && { about: definition.hypothesis })}
      actions={
        <>
          <AsOf atMs={results.data?.at_ms ?? (experiment.dataUpdatedAt || undefined)} live={live} />
          <Actions experiment={found} {...(results.data !== undefined && { results: results.data })} />
        </>
      }
    >
      <Group gap="xs">
        <StateBadge experiment={found} />
        <Text size="sm" c="dimmed">
          {facts(found.started_at_ms, found.stopped_at_ms, definition.owner, found.phase)}
        </Text>
        {found.stop_reason !== '' && <Text size="sm">Stopped: {found.stop_reason}</Text>}
      </Group>
      {found.state === 'draft' && <DraftNotes experiment={found} />}
      {results.error !== null && <Failure error={results.error} retry={() => void results.refetch()} />}
      {started && results.data === undefined && results.error === null && <Skeleton h={320} />}
      {results.data !== undefined && (
        <Stack gap="lg">
          {found.state === 'running' && hasNobody(results.data) ? (
            <Empty title="Nobody takes part yet" action={<StartSimulation />}>
              Every search that names a shopper may be assigned from now on, and what that shopper does counts here.
            </Empty>
          ) : (
            <RecommendationCard results={results.data} />
          )}
          <ResultsToolbar {...shown} results={results.data} />
          {results.data.preference === undefined ? (
            <ResultsTable {...shown} results={results.data} />
          ) : (
            <PreferenceCard preference={results.data.preference} />
          )}
          <Timeline {...shown} />
          {results.data.batches.length > 0 && <Batches results={results.data} />}
          <Checks results={results.data} />
          {definition.kind === 'ab' && results.data.batches.length === 0 && <Breakdown {...shown} />}
        </Stack>
      )}
      <section>
        <Title order={2} mb="xs">
          Variants
        </Title>
        <VariantPlans definition={definition} />
      </section>
      <AuditLog experimentKey={key} />
    </Page>
  );
}

function hasNobody({ metrics, preference }: Message<'GetResultsResponse'>): boolean {
  return preference === undefined && metrics.every(({ variants }) => variants.every(({ units }) => units === 0));
}

export function resultsBy({ phase, triggered, bots, outliers, currency }: ResultsView): ResultsBy {
  return { phase, triggered, keep_bots: bots, keep_outliers: outliers, currency };
}

function facts(started: number | undefined, stopped: number | undefined, owner: string, phase: number): string {
  return [
    started === undefined ? 'not started yet' : `since ${dateTime(started)}`,
    ...(stopped === undefined ? [] : [`until ${dateTime(stopped)}`]),
    ...(phase > 1 ? [`phase ${phase}`] : []),
    ...(owner === '' ? [] : [owner]),
  ].join(' · ');
}
