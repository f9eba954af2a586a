import { Group, Paper, SimpleGrid, Text, Title } from '@mantine/core';
import type { Message } from '../../../api/client';
import { count, number, percent } from '../../../ui/format';
import { LiftBar, reachOf } from '../shared/lift-bar';

/** Which of two interleaved rankings was preferred. */
export function PreferenceCard({ preference }: { readonly preference: Message<'Preference'> }) {
  const { challenger, control, impressions, wins, losses, ties, units, sequential, significant } = preference;
  const numbers = [
    ['Shoppers', count(units)],
    ['Pages of both rankings', count(impressions)],
    [`Pages for ${challenger}`, `${count(wins)} (${percent(impressions === 0 ? 0 : wins / impressions)})`],
    [`Pages for ${control}`, `${count(losses)} (${percent(impressions === 0 ? 0 : losses / impressions)})`],
    ['As many clicks of either', count(ties)],
    ['p (sequential)', number(preference.sequential_p_value, 2)],
  ] as const;
  return (
    <Paper withBorder p="md">
      <Title order={2} mb="xs">
        Whose results are clicked
      </Title>
      <Group mb="md">
        <Text size="sm">
          Preference for {challenger} over {control}
        </Text>
        <LiftBar
          effect={preference.preference}
          interval={sequential}
          better="higher"
          reach={reachOf([sequential])}
          significant={significant}
        />
      </Group>
      <SimpleGrid cols={{ base: 2, sm: 3 }}>
        {numbers.map(([label, value]) => (
          <div key={label}>
            <Text size="sm" c="dimmed">
              {label}
            </Text>
            <Text>{value}</Text>
          </div>
        ))}
      </SimpleGrid>
    </Paper>
  );
}
