import { List, Text, Title } from '@mantine/core';
import type { Message } from '../../../api/client';

/** What merchandising rules did to a product. */
export function Rules({ rules }: { readonly rules: readonly Message<'RuleEffect'>[] }) {
  return (
    <div>
      <Title order={3}>Rules</Title>
      {rules.length === 0 ? (
        <Text size="xs" c="dimmed">
          No merchandising rule moved it.
        </Text>
      ) : (
        <List size="sm">
          {rules.map(({ rule, kind, from, to }) => (
            <List.Item key={`${rule} ${kind}`}>
              <b>{rule}</b> ({kind}): {from === undefined ? 'not found by the search' : `${from}.`} → {to}.
            </List.Item>
          ))}
        </List>
      )}
    </div>
  );
}
