import { Paper, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { percent } from '../../../ui/format';
import type { Definition } from '../shared/definition';
import { PlanDiff } from '../shared/plan-diff';
import { planQuery } from '../shared/queries';

/** What each variant changes of the base Plan. */
export function VariantPlans({ definition }: { readonly definition: Definition }) {
  const { data } = useQuery(planQuery);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      {definition.variants.map(({ key, name, weight, plan }, index) => (
        <Paper withBorder p="md" key={key}>
          <Text fw={600}>
            {key}
            {index === 0 && ' (control)'}
          </Text>
          <Text size="sm" c="dimmed" mb="xs">
            {definition.kind === 'interleaving' ? 'interleaved' : `${percent(weight, 0)} of those who take part`}
            {name !== undefined && name !== '' && ` · ${name}`}
          </Text>
          <PlanDiff base={data?.plan ?? {}} overlay={plan} />
        </Paper>
      ))}
    </SimpleGrid>
  );
}
