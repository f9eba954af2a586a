import { Paper, SimpleGrid, Text } from '@mantine/core';
import type { Message } from '../../api/client';
import { count, duration, money, percent } from '../../ui/format';
import { Change } from './change';

interface TotalsProps {
  readonly all: Message<'QueryStats'> | undefined;
  readonly differentQueries: number;
}

/** All queries together. */
export function Totals({ all, differentQueries }: TotalsProps) {
  if (all === undefined) return null;
  const share = (of: number): string => percent(of / Math.max(1, all.searches));
  return (
    <SimpleGrid cols={{ base: 2, xs: 3, md: 6 }} spacing="sm">
      <Figure name="Searches" value={count(all.searches)}>
        <Change now={all.searches} before={all.searches_before} anyBefore={all.searches_before > 0} />
      </Figure>
      <Figure name="Queries" value={count(differentQueries)}>
        {count(all.shoppers)} shoppers
      </Figure>
      <Figure name="Clicked" value={share(all.clicked_searches)}>
        {count(all.clicks)} clicks
      </Figure>
      <Figure name="No results" value={share(all.zero_results)}>
        {count(all.zero_results)} searches
      </Figure>
      <Figure name="Purchases" value={count(all.purchases)}>
        {all.revenue.map(({ currency, minor }) => money(minor, currency)).join(', ') || 'no revenue'}
      </Figure>
      <Figure name="Slowest 5 %" value={all.took_p95_ms === undefined ? '–' : duration(all.took_p95_ms)}>
        {share(all.degraded)} degraded
      </Figure>
    </SimpleGrid>
  );
}

function Figure({
  name,
  value,
  children,
}: {
  readonly name: string;
  readonly value: string;
  readonly children: React.ReactNode;
}) {
  return (
    <Paper withBorder px="md" py="xs">
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text size="lg" fw={600}>
        {value}
      </Text>
      <Text size="xs" c="dimmed" component="div" truncate>
        {children}
      </Text>
    </Paper>
  );
}
