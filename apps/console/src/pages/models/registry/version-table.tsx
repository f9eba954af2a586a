import { Anchor, Box, Group, Paper, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { bytes } from '../../../ui/format';
import { quantiles } from '../shared/latency';
import { Places } from '../shared/places';
import type { Model } from '../shared/queries';
import { StateBadge } from '../shared/state-badge';

interface VersionTableProps {
  readonly models: readonly Model[];
  readonly title: string;
}

/** Versions, a row each, newest first. On a phone what they cost is left to the model's own page. */
export function VersionTable({ models, title }: VersionTableProps) {
  return (
    <Paper withBorder>
      <Table layout="fixed" verticalSpacing="sm" horizontalSpacing="md" aria-label={title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Model</Table.Th>
            <Table.Th w={128}>State</Table.Th>
            <Table.Th visibleFrom="sm" w={222}>
              In the Plan
            </Table.Th>
            <Table.Th visibleFrom="md" w={206}>
              Median / p95
            </Table.Th>
            <Table.Th visibleFrom="md" ta="right" w={100}>
              Size
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {models.flatMap(({ name, versions }) =>
            versions.map((version) => (
              <Table.Tr key={`${name}@${version.version}`}>
                <Table.Td>
                  <Group gap={6}>
                    <Anchor
                      fw={600}
                      renderRoot={(props: Readonly<Record<string, unknown>>) => (
                        <Link to="/models/$name" params={{ name }} search={{ version: version.version }} {...props} />
                      )}
                    >
                      {name} {version.version}
                    </Anchor>
                  </Group>
                  <Text size="sm" c={version.error === '' ? 'dimmed' : 'red'}>
                    {version.error === '' ? version.description : version.error}
                  </Text>
                  <Box hiddenFrom="sm" mt={4}>
                    <Places places={version.places} />
                  </Box>
                </Table.Td>
                <Table.Td>
                  <StateBadge state={version.state} />
                </Table.Td>
                <Table.Td visibleFrom="sm">
                  <Places places={version.places} />
                </Table.Td>
                <Table.Td visibleFrom="md">
                  {version.latency === undefined ? '–' : quantiles(version.latency)}
                  <Text size="xs" c="dimmed">
                    {version.latency === undefined ? '' : `a ${version.latency.per}`}
                  </Text>
                </Table.Td>
                <Table.Td visibleFrom="md" ta="right">
                  {version.bytes === 0 ? '–' : bytes(version.bytes)}
                </Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
