import { Button, Group, Progress, Stack, Text } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import type { Message } from '../api/client';
import { useSimulation } from '../api/simulation';
import { Failure } from './failure';
import { count, duration } from './format';

/** Lets simulated shoppers come, shows how far they are and sends them away. Nothing where they may not come. */
export function StartSimulation() {
  const { simulation, askedAt, start, stop } = useSimulation();
  if (simulation?.available !== true) return null;
  const running = simulation.state === 'running';
  const error = start.error ?? stop.error;
  return (
    <Stack gap="sm" align="stretch" miw={260}>
      {error !== null && <Failure error={error} />}
      {running ? (
        <>
          <HowFar simulation={simulation} now={askedAt} />
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={16} aria-hidden />}
            loading={stop.isPending}
            onClick={() => {
              stop.mutate();
            }}
          >
            Stop simulated traffic
          </Button>
        </>
      ) : (
        <>
          {simulation.state === 'failed' && (
            <Text size="sm" c="red">
              The last shoppers left early: {simulation.reason}
            </Text>
          )}
          <Button
            leftSection={<IconPlayerPlay size={16} aria-hidden />}
            loading={start.isPending}
            onClick={() => {
              start.mutate();
            }}
          >
            Start simulated traffic
          </Button>
        </>
      )}
    </Stack>
  );
}

function HowFar({ simulation, now }: { readonly simulation: Message<'Simulation'>; readonly now: number }) {
  const { started_ms: from, ends_ms: to, searches, clicks, purchases } = simulation;
  return (
    <div>
      <Group justify="space-between" gap="xs" wrap="nowrap">
        <Text size="sm" fw={600}>
          Simulated shoppers are here
        </Text>
        <Text size="sm" c="dimmed">
          {duration(Math.max(0, to - now))} left
        </Text>
      </Group>
      <Progress
        value={(100 * (now - from)) / Math.max(1, to - from)}
        my={6}
        aria-label="How much of their time is over"
      />
      <Text size="sm" c="dimmed">
        {count(searches)} searches, {count(clicks)} clicks, {count(purchases)} purchases
      </Text>
    </div>
  );
}
