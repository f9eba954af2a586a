import { Code, Table, Text } from '@mantine/core';
import type { Overlay } from './definition';
import { pathsOf, shownValue, valueAt } from './plan-settings';

interface PlanDiffProps {
  readonly base: Overlay;
  readonly overlay: Overlay;
  /** In words, over the two columns of values. */
  readonly names?: readonly [before: string, after: string];
}

/** What a partial Plan changes of the base Plan, a row a setting. */
export function PlanDiff({ base, overlay, names = ['Base Plan', 'Variant'] }: PlanDiffProps) {
  const paths = pathsOf(overlay);
  if (paths.length === 0)
    return (
      <Text size="sm" c="dimmed">
        Changes nothing: the base Plan as it is.
      </Text>
    );
  return (
    <Table.ScrollContainer minWidth={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table withRowBorders={false} verticalSpacing={4} fz="sm" aria-label="Changes of the Plan">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Setting</Table.Th>
            <Table.Th>{names[0]}</Table.Th>
            <Table.Th>{names[1]}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {paths.map((path) => {
            const [before, after] = [shownValue(valueAt(base, path)), shownValue(valueAt(overlay, path))];
            return (
              <Table.Tr key={path}>
                <Table.Td>
                  <Code>{path}</Code>
                </Table.Td>
                <Table.Td c="dimmed" td={before === after ? undefined : 'line-through'}>
                  {before}
                </Table.Td>
                <Table.Td fw={600}>{before === after ? `${after} (as it is)` : after}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
