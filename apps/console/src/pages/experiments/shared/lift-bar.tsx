import { Box, Group, Text } from '@mantine/core';
import type { Message } from '../../../api/client';
import { signedPercent } from '../../../ui/format';

interface LiftBarProps {
  readonly effect: number;
  readonly interval: Message<'Interval'> | undefined;
  readonly better: string;
  /** Effects from minus this to plus this fit into the bar. */
  readonly reach: number;
  readonly significant: boolean;
}

/** An effect with its interval, in numbers and as a bar around nothing. */
export function LiftBar({ effect, interval, better, reach, significant }: LiftBarProps) {
  const { low = -Infinity, high = Infinity } = interval ?? {};
  const place = (value: number): number => 50 + 50 * Math.max(-1, Math.min(1, value / reach));
  const isGood = better === 'lower' ? effect < 0 : effect > 0;
  const color = !significant ? 'gray' : isGood ? 'green' : 'red';
  return (
    <Group gap="sm" wrap="nowrap">
      <Box w={110} h={22} pos="relative" style={{ flexShrink: 0 }} aria-hidden>
        <Box
          pos="absolute"
          top={7}
          h={8}
          left={`${place(low)}%`}
          w={`${Math.max(1, place(high) - place(low))}%`}
          bg={`var(--mantine-color-${color}-5)`}
          style={{ borderRadius: 4, opacity: 0.65 }}
        />
        <Box pos="absolute" top={1} h={20} w={1} left="50%" bg="var(--mantine-color-dimmed)" />
        <Box
          pos="absolute"
          top={4}
          h={14}
          w={3}
          left={`calc(${place(effect)}% - 1px)`}
          bg="var(--mantine-color-text)"
        />
      </Box>
      <div>
        <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
          {signedPercent(effect)}
        </Text>
        <Text size="xs" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
          {ends(interval)}
        </Text>
      </div>
    </Group>
  );
}

/** An interval of relative effects in words. */
export function ends(interval: Message<'Interval'> | undefined): string {
  const { low, high } = interval ?? {};
  if (low === undefined && high === undefined) return 'not known yet';
  return `${low === undefined ? '−∞' : signedPercent(low)} to ${high === undefined ? '+∞' : signedPercent(high)}`;
}

/** A bar's reach that these intervals fit into; of what is wider still the ends are cut off. */
export function reachOf(intervals: readonly (Message<'Interval'> | undefined)[]): number {
  const all = intervals.flatMap((each) => [each?.low ?? 0, each?.high ?? 0].map(Math.abs));
  return Math.min(2.5, Math.max(0.02, ...all));
}
