import { Code, Stack } from '@mantine/core';
import type { Message } from '../../api/client';
import { Empty } from '../../ui/empty';
import { StartSimulation } from '../../ui/start-simulation';
import { Stages } from './stages';
import { Tiles } from './tiles';

interface SearchesProps {
  readonly system: Message<'GetSystemResponse'>;
  readonly over: 'recent' | 'start';
}

/** What searches took, or why there is nothing to tell of them. */
export function Searches({ system, over }: SearchesProps) {
  const { recent, since_start: sinceStart } = system;
  if (recent === undefined || sinceStart === undefined) return null;
  if (sinceStart.stages.length === 0)
    return (
      <Empty title="This process answers no searches">
        Each process that does tells of itself at its own <Code>/v1/system</Code>, and Grafana shows them together.
      </Empty>
    );
  if (sinceStart.searches + sinceStart.failed === 0)
    return (
      <Empty title="No search yet" action={<StartSimulation />}>
        Every search that reaches this process is timed here, stage by stage. Try one:{' '}
        <Code>bin/weir search drill</Code>
      </Empty>
    );
  const window = over === 'start' ? sinceStart : recent;
  return (
    <Stack gap="lg">
      <Tiles window={window} system={system} />
      <Stages window={window} />
    </Stack>
  );
}
