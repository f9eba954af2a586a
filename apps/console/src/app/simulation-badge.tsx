import { Badge, Popover, UnstyledButton } from '@mantine/core';
import { useSimulation } from '../api/simulation';
import { StartSimulation } from '../ui/start-simulation';

/** That what is seen is not real, while simulated shoppers are there. */
export function SimulationBadge() {
  const { simulation } = useSimulation();
  if (simulation?.state !== 'running') return null;
  return (
    <Popover position="bottom-end" withArrow shadow="md" width={300}>
      <Popover.Target>
        <UnstyledButton aria-label="Simulated traffic is running: show it">
          <Badge variant="light" color="yellow" size="lg" tt="none">
            simulated traffic
          </Badge>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <StartSimulation />
      </Popover.Dropdown>
    </Popover>
  );
}
