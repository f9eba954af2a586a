import { Card, Group, SimpleGrid, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { createColumnHelper, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Message } from '../../api/client';
import { type Figure, figuresOf } from './figures';
import { kindTexts } from './kinds';
import classes from './query-list.module.css';
import type { Kind } from './view';

interface QueryListProps {
  readonly kind: Kind;
  readonly rows: readonly Message<'QueryStats'>[];
  readonly all: Message<'QueryStats'> | undefined;
  /** Whether another list is on its way. */
  readonly stale: boolean;
  readonly onOpen: (query: string) => void;
}

const columnHelper = createColumnHelper<Message<'QueryStats'>>();

/** Queries with their figures: a table, cards where there is no room for one. */
export function QueryList({ kind, rows, all, stale, onOpen }: QueryListProps) {
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const figures = useMemo(() => figuresOf(kind), [kind]);
  const scale = useMemo(
    () => ({
      all,
      mostSearches: Math.max(1, ...rows.map(({ searches }) => searches)),
      slowest: Math.max(1, ...rows.map(({ took_p95_ms: took = 0 }) => took)),
    }),
    [all, rows],
  );
  if (rows.length === 0) {
    return (
      <Text py="xl" ta="center" c="dimmed">
        {kindTexts[kind].none}
      </Text>
    );
  }
  const shared = { rows, figures, scale, onOpen };
  return (
    <div className={stale ? classes['stale'] : undefined}>{narrow ? <Cards {...shared} /> : <Rows {...shared} />}</div>
  );
}

interface PartProps {
  readonly rows: readonly Message<'QueryStats'>[];
  readonly figures: readonly Figure[];
  readonly scale: Parameters<Figure['show']>[1];
  readonly onOpen: (query: string) => void;
}

function Rows({ rows, figures, scale, onOpen }: PartProps) {
  const columns = useMemo(
    () => [
      columnHelper.accessor('query', {
        header: 'Query',
        cell: ({ getValue }) => <Name query={getValue()} onOpen={onOpen} />,
      }),
      ...figures.map(({ id, label, about, show }) =>
        columnHelper.display({
          id,
          header: () => <span title={about}>{label}</span>,
          cell: ({ row }) => show(row.original, scale),
        }),
      ),
    ],
    [figures, scale, onOpen],
  );
  const table = useReactTable({
    data: rows as Message<'QueryStats'>[],
    columns,
    getRowId: ({ query }) => query,
    getCoreRowModel: getCoreRowModel(),
  });
  return (
    <Table highlightOnHover verticalSpacing={6} className={classes['table'] ?? ''}>
      <Table.Thead>
        {table.getHeaderGroups().map((group) => (
          <Table.Tr key={group.id}>
            {group.headers.map((header) => (
              <Table.Th key={header.id} ta={header.id === 'query' ? 'left' : 'right'}>
                {flexRender(header.column.columnDef.header, header.getContext())}
              </Table.Th>
            ))}
          </Table.Tr>
        ))}
      </Table.Thead>
      <Table.Tbody>
        {table.getRowModel().rows.map((row) => (
          <Table.Tr key={row.id}>
            {row.getVisibleCells().map((cell) => (
              <Table.Td key={cell.id} ta={cell.column.id === 'query' ? 'left' : 'right'}>
                {flexRender(cell.column.columnDef.cell, cell.getContext())}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Cards({ rows, figures, scale, onOpen }: PartProps) {
  return (
    <Stack gap="xs">
      {rows.map((stats) => (
        <Card key={stats.query} withBorder padding="sm">
          <Name query={stats.query} onOpen={onOpen} />
          <SimpleGrid cols={2} spacing="md" verticalSpacing={6} mt={6}>
            {figures.map(({ id, label, show }) => (
              <Group key={id} justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
                <Text size="xs" c="dimmed">
                  {label}
                </Text>
                <Text size="sm" component="div" ta="right" miw={56}>
                  {show(stats, scale)}
                </Text>
              </Group>
            ))}
          </SimpleGrid>
        </Card>
      ))}
    </Stack>
  );
}

function Name({ query, onOpen }: { readonly query: string; readonly onOpen: (query: string) => void }) {
  return (
    <UnstyledButton
      className={classes['name'] ?? ''}
      onClick={() => {
        onOpen(query);
      }}
    >
      {query}
    </UnstyledButton>
  );
}
