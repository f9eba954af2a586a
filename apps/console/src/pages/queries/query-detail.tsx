import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Group, SimpleGrid, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { Message } from '../../api/client';
import { Failure } from '../../ui/failure';
import { count, dateTime } from '../../ui/format';
import { ClickedProducts } from './clicked-products';
import { figuresOf } from './figures';
import { useQueryDetail } from './use-queries';
import { stepLabel } from './step-label';
import type { View } from './view';

interface QueryDetailProps {
  readonly query: string;
  readonly view: View;
}

/** A query over time, what was clicked and where. */
export function QueryDetail({ query, view }: QueryDetailProps) {
  const detail = useQueryDetail(query, view);
  if (detail.error !== null) return <Failure error={detail.error} retry={() => void detail.refetch()} />;
  if (detail.data?.stats === undefined) return <Skeleton h={480} />;
  const { stats, spellings, products, positions } = detail.data;
  return (
    <Stack gap="xl">
      <Numbers stats={stats} />
      <section>
        <Title order={3} mb="xs">
          Searches
        </Title>
        <OverTime detail={detail.data} />
      </section>
      <section>
        <Title order={3} mb="xs">
          What was clicked
        </Title>
        <ClickedProducts products={products} />
      </section>
      {positions.length > 0 && (
        <section>
          <Title order={3} mb="xs">
            Where it was clicked
          </Title>
          <ByPosition positions={positions} />
        </section>
      )}
      <Text size="sm" c="dimmed">
        Written {spellings.map(({ text, searches }) => `“${text}” (${count(searches)})`).join(', ')}. Last searched{' '}
        {dateTime(stats.last_ms)}.
      </Text>
    </Stack>
  );
}

function Numbers({ stats }: { readonly stats: Message<'QueryStats'> }) {
  const scale = { all: stats, mostSearches: stats.searches, slowest: stats.took_p95_ms ?? 1 };
  return (
    <SimpleGrid cols={{ base: 2, xs: 4 }} spacing="md">
      {figuresOf('top').map(({ id, label, about, show }) => (
        <div key={id} title={about}>
          <Text size="xs" c="dimmed">
            {label}
          </Text>
          <Text component="div">{show(stats, scale)}</Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

function OverTime({ detail }: { readonly detail: Message<'GetQueryResponse'> }) {
  const { steps, step_ms: stepMs } = detail;
  const byTime = new Map(steps.map((step) => [step.at_ms, step]));
  const first = steps[0]?.at_ms ?? 0;
  const last = steps.at(-1)?.at_ms ?? first;
  const data = Array.from({ length: Math.round((last - first) / stepMs) + 1 }, (_, place) => {
    const at = first + place * stepMs;
    const { searches = 0, zero_results: nothing = 0, clicked_searches: clicked = 0 } = byTime.get(at) ?? {};
    return {
      time: stepLabel(at, stepMs),
      Clicked: clicked,
      'Not clicked': Math.max(0, searches - clicked - nothing),
      'No results': nothing,
    };
  });
  return (
    <BarChart
      h={200}
      data={data}
      dataKey="time"
      type="stacked"
      withLegend
      maxBarWidth={40}
      series={[
        { name: 'Clicked', color: 'water.6' },
        { name: 'Not clicked', color: 'gray.5' },
        { name: 'No results', color: 'red.6' },
      ]}
      yAxisProps={{ allowDecimals: false, width: 40 }}
      role="img"
      aria-label={`Searches over time: ${count(detail.stats?.searches ?? 0)} from ${dateTime(first)} on`}
    />
  );
}

function ByPosition({ positions }: { readonly positions: readonly Message<'QueryPosition'>[] }) {
  const data = positions.map(({ position, impressions, clicks }) => ({
    position: String(position),
    Seen: impressions,
    Clicked: clicks,
  }));
  return (
    <Group align="stretch">
      <BarChart
        h={180}
        w="100%"
        data={data}
        dataKey="position"
        withLegend
        maxBarWidth={24}
        series={[
          { name: 'Seen', color: 'gray.5' },
          { name: 'Clicked', color: 'water.6' },
        ]}
        yAxisProps={{ allowDecimals: false, width: 40 }}
        xAxisLabel="Position on the page"
        role="img"
        aria-label={`Clicks by position: ${positions.map(({ position, clicks }) => `${clicks} at ${position}`).join(', ')}`}
      />
    </Group>
  );
}
