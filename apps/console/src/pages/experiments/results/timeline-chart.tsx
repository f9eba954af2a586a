import '@mantine/charts/styles.css';
import { CompositeChart } from '@mantine/charts';
import { dateTime, number } from '../../../ui/format';
import type { CoursePoint } from './courses';

interface TimelineChartProps {
  readonly points: readonly CoursePoint[];
  readonly stepMs: number;
}

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const hour = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
/** Early bounds are so wide that nothing else could be seen; what goes beyond is cut off at the edge. */
const widest = 4;

/** An effect, in percent, with its bounds; the same stands in the table below it. */
export default function TimelineChart({ points, stepMs }: TimelineChartProps) {
  const { low = -0.05, high = 0.05 } = points.at(-1)?.interval ?? {};
  const edge = 100 * widest * Math.max(Math.abs(low), Math.abs(high), 0.01);
  const kept = (value: number): number => Math.max(-edge, Math.min(edge, 100 * value));
  const data = points.map(({ atMs, effect, interval }) => ({
    at: (stepMs >= 86_400_000 ? day : stepMs >= 3_600_000 ? hour : clock).format(atMs),
    title: dateTime(atMs),
    Effect: kept(effect),
    Bounds: [kept(interval?.low ?? -Infinity), kept(interval?.high ?? Infinity)],
  }));
  return (
    <div aria-hidden>
      <CompositeChart
        h={280}
        data={data}
        dataKey="at"
        unit=" %"
        withDots={points.length < 40}
        maxBarWidth={20}
        curveType="linear"
        valueFormatter={(value: unknown) =>
          Array.isArray(value) ? value.map((each) => number(Number(each))).join(' to ') : number(Number(value))
        }
        referenceLines={[{ y: 0, label: '', color: 'gray.6' }]}
        series={[
          { name: 'Bounds', color: 'water.4', type: 'area' },
          { name: 'Effect', color: 'water.7', type: 'line' },
        ]}
        composedChartProps={{ accessibilityLayer: false }}
        areaProps={{ isAnimationActive: false }}
        lineProps={{ isAnimationActive: false }}
      />
    </div>
  );
}
