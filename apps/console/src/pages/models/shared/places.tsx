import { Badge, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconBolt } from '@tabler/icons-react';
import type { Version } from './queries';

/** Where the Plan names a version, and whether it answers searches there. */
export function Places({ places }: Pick<Version, 'places'>) {
  if (places.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        not in the Plan
      </Text>
    );
  }
  return (
    <Group gap={6}>
      {places.map(({ setting, serving }) =>
        serving ? (
          <Badge
            key={setting}
            miw="max-content"
            variant="light"
            tt="none"
            leftSection={<IconBolt size={12} aria-hidden />}
          >
            serves {setting}
          </Badge>
        ) : (
          <Badge
            key={setting}
            miw="max-content"
            variant="light"
            color="red"
            tt="none"
            leftSection={<IconAlertTriangle size={12} aria-hidden />}
          >
            refused for {setting}
          </Badge>
        ),
      )}
    </Group>
  );
}
