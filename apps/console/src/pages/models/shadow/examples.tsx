import { Anchor, Code, SimpleGrid, Table, Text, UnstyledButton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Message } from '../../../api/client';
import { dateTime, percent } from '../../../ui/format';
import type { Comparison } from '../shared/queries';
import classes from './shadow.module.css';
import { planWith } from './workbench-plans';

type Example = Message<'ShadowExample'>;

/** The searches whose orders differ most. */
export function Examples({ comparison }: { readonly comparison: Comparison }) {
  const { examples } = comparison;
  const [opened, setOpened] = useState<number>();
  if (examples.length === 0) return <Text size="sm">Both orders were the same every time.</Text>;
  return (
    <div>
      <Text size="sm" fw={600} mb="xs">
        Searches that differ most
      </Text>
      <Table aria-label="Searches that differ most">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Search</Table.Th>
            <Table.Th ta="right">Overlap</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              Tau
            </Table.Th>
            <Table.Th ta="right">First ten</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {examples.map((example, index) => (
            <Row
              key={`${example.at_ms} ${example.query}`}
              comparison={comparison}
              example={example}
              isOpen={opened === index}
              onToggle={() => {
                setOpened(opened === index ? undefined : index);
              }}
            />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

interface RowProps {
  readonly comparison: Comparison;
  readonly example: Example;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function Row({ comparison, example, isOpen, onToggle }: RowProps) {
  const { query, at_ms: at, overlap, tau, champion, challenger } = example;
  const { kind } = comparison;
  const plans = { a: planWith(kind, comparison.champion), b: planWith(kind, comparison.challenger) };
  return (
    <>
      <Table.Tr>
        <Table.Td>
          {query === '' ? (
            <Text size="sm" c="dimmed">
              words are not kept ({dateTime(at)})
            </Text>
          ) : (
            <Anchor
              size="sm"
              renderRoot={(props: Readonly<Record<string, unknown>>) => (
                <Link to="/search" search={{ q: query, ...plans }} {...props} />
              )}
            >
              {query}
            </Anchor>
          )}
        </Table.Td>
        <Table.Td ta="right">{percent(overlap, 0)}</Table.Td>
        <Table.Td ta="right" visibleFrom="sm">
          {tau === undefined ? '–' : tau.toFixed(2).replace('-', '\u2212')}
        </Table.Td>
        <Table.Td ta="right">
          <UnstyledButton fz="sm" c="water" onClick={onToggle} aria-expanded={isOpen}>
            {isOpen ? 'Hide' : 'Show'}
          </UnstyledButton>
        </Table.Td>
      </Table.Tr>
      {isOpen && (
        <Table.Tr>
          <Table.Td colSpan={4}>
            <SimpleGrid cols={2}>
              <Order title="Champion" ids={champion} other={challenger} />
              <Order title="Challenger" ids={challenger} other={champion} />
            </SimpleGrid>
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

interface OrderProps {
  readonly title: string;
  readonly ids: readonly string[];
  readonly other: readonly string[];
}

/** Product ids, with where each stands in the other order. */
function Order({ title, ids, other }: OrderProps) {
  return (
    <div>
      <Text size="xs" fw={600}>
        {title}
      </Text>
      <ol className={classes['order']}>
        {ids.map((id) => {
          const place = other.indexOf(id);
          return (
            <li key={id}>
              <Code>{id}</Code>{' '}
              <Text span size="xs" c="dimmed">
                {place < 0 ? 'not in the other ten' : `there ${place + 1}`}
              </Text>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
