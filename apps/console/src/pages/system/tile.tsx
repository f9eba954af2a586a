import { Paper, Text } from '@mantine/core';

interface TileProps {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
  /** It wants looking at. */
  readonly alarm?: boolean;
}

/** One number with its name, and what it is made of. */
export function Tile({ label, value, detail, alarm = false }: TileProps) {
  return (
    <Paper withBorder p="md" mih={112}>
      <Text c="dimmed" size="sm">
        {label}
      </Text>
      <Text fz={24} fw={600} lh={1.4} {...(alarm && { c: 'var(--mantine-color-orange-light-color)' })}>
        {value}
      </Text>
      <Text c="dimmed" size="xs">
        {detail}
      </Text>
    </Paper>
  );
}
