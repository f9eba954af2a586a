import { ActionIcon, Group, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api, type Message } from '../../../api/client';
import { ProductPicture } from '../../../ui/product-picture';
import { productQuery } from '../shared/queries';

interface ProductPickerProps {
  readonly products: readonly string[];
  /** Whether their order counts. */
  readonly isOrdered: boolean;
  readonly isFull: boolean;
  readonly error: string | undefined;
  readonly set: (products: readonly string[]) => void;
}

/** Products by search as you type, and those that are chosen. */
export function ProductPicker({ products, isOrdered, isFull, error, set }: ProductPickerProps) {
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), 200);
  // Rules do not act on what can be chosen: a hidden product is found too.
  const body = { query, page_size: 8, plan: { merchandising: { enabled: false } } };
  const found = useQuery({
    queryKey: ['picker', query],
    queryFn: () => answered(api.POST('/v1/search', { body })),
    enabled: query !== '',
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const offered = new Map(
    (found.data?.products ?? []).flatMap(({ product }) =>
      product?.id === undefined || products.includes(product.id) ? [] : [[product.id, product] as const],
    ),
  );
  return (
    <Stack gap="xs">
      {!isFull && (
        <Select
          label="Products"
          placeholder="Type to search the catalogue"
          searchable
          clearable={false}
          value={null}
          searchValue={typed}
          onSearchChange={setTyped}
          data={Array.from(offered, ([id, { title }]) => ({ value: id, label: title === '' ? id : (title ?? id) }))}
          filter={({ options }) => options}
          nothingFoundMessage={query === '' || found.isFetching ? undefined : 'Nothing is found'}
          error={error}
          renderOption={({ option }) => <Offer id={option.value} product={offered.get(option.value)} />}
          onChange={(id) => {
            if (id !== null) set([...products, id]);
            setTyped('');
          }}
        />
      )}
      <Stack gap={4} component="ol" m={0} p={0} style={{ listStyle: 'none' }}>
        {products.map((id, index) => (
          <Chosen
            key={id}
            id={id}
            place={isOrdered ? index + 1 : undefined}
            remove={() => {
              set(products.toSpliced(index, 1));
            }}
            {...(isOrdered &&
              index > 0 && {
                up: () => {
                  set(products.with(index - 1, id).with(index, products[index - 1]!));
                },
              })}
            {...(isOrdered &&
              index + 1 < products.length && {
                down: () => {
                  set(products.with(index + 1, id).with(index, products[index + 1]!));
                },
              })}
          />
        ))}
      </Stack>
      {isFull && error !== undefined && (
        <Text size="sm" c="red">
          {error}
        </Text>
      )}
    </Stack>
  );
}

function Offer({ id, product }: { readonly id: string; readonly product: Message<'Product'> | undefined }) {
  const { title = '', category = [], brand } = product ?? {};
  return (
    <Group gap="xs" wrap="nowrap">
      <ProductPicture title={title} category={category} size={32} />
      <div style={{ minWidth: 0 }}>
        <Text size="sm" lineClamp={1}>
          {title === '' ? id : title}
        </Text>
        <Text size="xs" c="dimmed" lineClamp={1}>
          {[brand, id].filter(Boolean).join(' · ')}
        </Text>
      </div>
    </Group>
  );
}

interface ChosenProps {
  readonly id: string;
  readonly place: number | undefined;
  readonly remove: () => void;
  readonly up?: () => void;
  readonly down?: () => void;
}

function Chosen({ id, place, remove, up, down }: ChosenProps) {
  const { data, error } = useQuery(productQuery(id));
  const title = data?.product?.title ?? '';
  const name = title === '' ? id : title;
  return (
    <Group component="li" gap="xs" wrap="nowrap" justify="space-between" mih={36}>
      <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
        {place !== undefined && (
          <Text size="sm" c="dimmed" w={18} ta="right">
            {place}
          </Text>
        )}
        <ProductPicture title={title} category={data?.product?.category ?? []} size={32} />
        <div style={{ minWidth: 0 }}>
          <Text size="sm" lineClamp={1}>
            {name}
          </Text>
          <Text size="xs" c={error === null ? 'dimmed' : 'red'} lineClamp={1}>
            {error === null ? id : `${id} is not in the catalogue`}
          </Text>
        </div>
      </Group>
      <Group gap={2} wrap="nowrap">
        {place !== undefined && (
          <>
            <Move label={`Move ${name} up`} act={up}>
              <IconArrowUp size={16} aria-hidden />
            </Move>
            <Move label={`Move ${name} down`} act={down}>
              <IconArrowDown size={16} aria-hidden />
            </Move>
          </>
        )}
        <ActionIcon variant="subtle" color="gray" aria-label={`Remove ${name}`} onClick={remove}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </Group>
    </Group>
  );
}

function Move(props: {
  readonly label: string;
  readonly act: (() => void) | undefined;
  readonly children: React.ReactNode;
}) {
  const { label, act, children } = props;
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} disabled={act === undefined} onClick={act}>
      {children}
    </ActionIcon>
  );
}
