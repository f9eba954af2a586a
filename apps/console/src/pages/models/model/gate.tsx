import { Badge, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import type { Message } from '../../../api/client';
import { number } from '../../../ui/format';
import { Section } from './section';

interface GateProps {
  readonly checks: readonly Message<'ModelGateCheck'>[];
  readonly passed: boolean;
}

/** What a version had to reach to become champion. */
export function Gate({ checks, passed }: GateProps) {
  return (
    <Section
      title="Gate"
      actions={
        <Badge
          variant="light"
          tt="none"
          color={passed ? 'green' : 'red'}
          leftSection={passed ? <IconCheck size={12} aria-hidden /> : <IconX size={12} aria-hidden />}
        >
          {passed ? 'passed' : 'not passed'}
        </Badge>
      }
    >
      {checks.length === 0 ? (
        <Text size="sm">It has no gate report, so it cannot become champion: publish it again with one.</Text>
      ) : (
        <Stack gap={6}>
          {checks.map((check) => (
            <Group key={check.name} justify="space-between" gap="xs">
              <Text size="sm">{check.name.replaceAll('_', ' ')}</Text>
              <Text size="sm">
                <b>{number(check.value, 4)}</b>, {bounds(check)}
                {check.passed ? '' : ': missed'}
              </Text>
            </Group>
          ))}
        </Stack>
      )}
    </Section>
  );
}

function bounds({ at_least: least, at_most: most }: Message<'ModelGateCheck'>): string {
  return [
    ...(least === undefined ? [] : [`at least ${number(least, 4)}`]),
    ...(most === undefined ? [] : [`at most ${number(most, 4)}`]),
  ].join(' and ');
}
