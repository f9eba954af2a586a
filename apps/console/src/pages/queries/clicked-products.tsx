import { Table, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { answered, api, type Message } from '../../api/client';
import { count, number } from '../../ui/format';
import { ShareBar } from '../../ui/share-bar';

/** Products by clicks, with the positions that they were clicked at. */
export function ClickedProducts({ products }: { readonly products: readonly Message<'QueryProduct'>[] }) {
  const titles = useQueries({
    queries: products.map(({ product_id: id }) => ({
      queryKey: ['products', id],
      queryFn: () => answered(api.GET('/v1/products/{id}', { params: { path: { id } } })),
      staleTime: 60_000,
      retry: false,
    })),
  });
  if (products.length === 0) return <Text c="dimmed">Nothing yet.</Text>;
  const most = Math.max(1, ...products.map(({ clicks }) => clicks));
  return (
    <Table verticalSpacing={6} horizontalSpacing="xs">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Product</Table.Th>
          <Table.Th ta="right">Clicks</Table.Th>
          <Table.Th ta="right">Position</Table.Th>
          <Table.Th ta="right" visibleFrom="xs">
            Carts
          </Table.Th>
          <Table.Th ta="right">Bought</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {products.map(({ product_id: id, clicks, click_position: position, carts, purchases }, row) => (
          <Table.Tr key={id}>
            <Table.Td>
              {titles[row]?.data?.product?.title ?? id}
              <Text span size="xs" c="dimmed" display="block">
                {id}
              </Text>
            </Table.Td>
            <Table.Td ta="right">
              <ShareBar share={clicks / most}>{count(clicks)}</ShareBar>
            </Table.Td>
            <Table.Td ta="right">{position === undefined ? '–' : number(position, 2)}</Table.Td>
            <Table.Td ta="right" visibleFrom="xs">
              {count(carts)}
            </Table.Td>
            <Table.Td ta="right">{count(purchases)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
