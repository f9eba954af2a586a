import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Text } from '@mantine/core';
import { count } from '../../../ui/format';

/** Searches by how many of the first ten both orders have. */
export function OverlapChart({ byOverlap }: { readonly byOverlap: readonly number[] }) {
  const data = byOverlap.map((searches, shared) => ({ shared: String(shared), searches }));
  const told = data
    .filter(({ searches }) => searches > 0)
    .map(({ shared, searches }) => `${shared} of ten: ${count(searches)}`)
    .join(', ');
  return (
    <div>
      <Text size="sm" fw={600} mb="xs">
        Searches by how many of the first ten are the same
      </Text>
      <div role="img" aria-label={`Searches by how many of the first ten are the same: ${told}`}>
        <BarChart
          h={200}
          data={data}
          dataKey="shared"
          series={[{ name: 'searches', label: 'Searches', color: 'water.6' }]}
          xAxisLabel="the same of ten"
          yAxisProps={{ allowDecimals: false, width: 40 }}
          barProps={{ isAnimationActive: false }}
          barChartProps={{ accessibilityLayer: false }}
        />
      </div>
    </div>
  );
}
