import { Badge, Tooltip } from '@mantine/core';
import { timeOfDay } from './format';

interface AsOfProps {
  /** When the data was true, ms since 1970; undefined while there is none. */
  readonly atMs: number | undefined;
  /** Whether it goes on by itself. */
  readonly live: boolean;
}

/** How old is what is shown. */
export function AsOf({ atMs, live }: AsOfProps) {
  const label = live ? 'Goes on by itself' : 'The connection is lost; it is tried again';
  return (
    <Tooltip label={label}>
      <Badge variant="light" color={live ? 'green' : 'yellow'} size="lg" tt="none" miw={140}>
        {atMs === undefined ? 'waiting…' : `as of ${timeOfDay(atMs)}`}
      </Badge>
    </Tooltip>
  );
}
