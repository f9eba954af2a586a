import { Text, Timeline } from '@mantine/core';
import { IconArrowBackUp, IconArrowUp } from '@tabler/icons-react';
import type { Message } from '../../../api/client';
import { dateTime } from '../../../ui/format';
import { Section } from './section';

interface HistoryProps {
  readonly name: string;
  readonly changes: readonly Message<'ModelChange'>[];
}

/** Who gave which version which state, and why; the newest first. */
export function History({ name, changes }: HistoryProps) {
  return (
    <Section title="History">
      {changes.length === 0 ? (
        <Text size="sm">No version of {name} was promoted yet: all are candidates.</Text>
      ) : (
        <Timeline bulletSize={24} lineWidth={2}>
          {changes.map((change) => (
            <Timeline.Item
              key={`${change.at_ms} ${change.version} ${change.to}`}
              bullet={
                change.action === 'rollback' ? (
                  <IconArrowBackUp size={14} aria-hidden />
                ) : (
                  <IconArrowUp size={14} aria-hidden />
                )
              }
              title={`${change.version}: ${change.from} → ${change.to}${change.action === 'rollback' ? ' (rollback)' : ''}`}
            >
              <Text size="sm">{change.reason}</Text>
              <Text size="xs" c="dimmed">
                {dateTime(change.at_ms)}, {change.author}
                {change.replaced === '' ? '' : `; in place of ${change.replaced}`}
              </Text>
            </Timeline.Item>
          ))}
        </Timeline>
      )}
    </Section>
  );
}
