import { ActionIcon, Checkbox, Group, NumberInput, Paper, Select, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { ActionForm, Kind } from '../shared/rule';
import { FilterList } from './filter-list';
import { ProductPicker } from './product-picker';

interface ActionFieldsProps {
  readonly action: ActionForm;
  readonly number: number;
  readonly errorOf: (field: string) => string | undefined;
  readonly set: (change: Partial<ActionForm>) => void;
  /** Absent for the only one. */
  readonly remove?: () => void;
}

const kinds: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'pin', label: 'Pin to the top' },
  { value: 'slot', label: 'Put at a place' },
  { value: 'boost', label: 'Boost' },
  { value: 'bury', label: 'Bury' },
  { value: 'hide', label: 'Hide' },
];

/** One thing that a rule does. */
export function ActionFields({ action, number, errorOf, set, remove }: ActionFieldsProps) {
  const { kind, products, filters, position, places, out_of_stock: evenSoldOut } = action;
  const isPlacing = kind === 'pin' || kind === 'slot';
  const isMoving = kind === 'boost' || kind === 'bury';
  return (
    <Paper withBorder p="sm" role="group" aria-label={`Action ${number}`}>
      <Stack gap="sm">
        <Group align="flex-end" wrap="nowrap" gap="sm">
          <Select
            label="Do"
            data={kinds}
            value={kind}
            allowDeselect={false}
            style={{ flex: 1 }}
            error={errorOf('kind')}
            onChange={(value) => {
              set(ofKind(action, value ?? 'pin'));
            }}
          />
          {kind === 'slot' && (
            <NumberInput
              label="Place"
              min={1}
              max={1000}
              w={100}
              value={position ?? ''}
              error={errorOf('position')}
              onChange={(value) => {
                set({ position: typeof value === 'number' ? value : undefined });
              }}
            />
          )}
          {isMoving && (
            <NumberInput
              label="By places"
              placeholder={kind === 'boost' ? 'to the top' : 'to the end'}
              min={1}
              max={1000}
              w={130}
              value={places ?? ''}
              error={errorOf('places')}
              onChange={(value) => {
                set({ places: typeof value === 'number' ? value : undefined });
              }}
            />
          )}
          {remove !== undefined && (
            <ActionIcon variant="subtle" color="red" size="lg" aria-label={`Remove action ${number}`} onClick={remove}>
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </Group>
        <ProductPicker
          products={products}
          isOrdered={kind === 'pin'}
          isFull={kind === 'slot' && products.length > 0}
          error={errorOf('products') ?? errorOf('')}
          set={(next) => {
            set({ products: next });
          }}
        />
        {!isPlacing && (
          <FilterList
            filters={filters}
            errorOf={(index) => errorOf(`filters[${index}]`)}
            set={(next) => {
              set({ filters: next });
            }}
          />
        )}
        {isPlacing && (
          <Checkbox
            label="Even when out of stock"
            checked={evenSoldOut}
            onChange={({ currentTarget: { checked } }) => {
              set({ out_of_stock: checked });
            }}
          />
        )}
      </Stack>
    </Paper>
  );
}

/** What the other kind does not know is dropped, or the server would refuse it. */
function ofKind(action: ActionForm, kind: Kind): ActionForm {
  const isPlacing = kind === 'pin' || kind === 'slot';
  return {
    kind,
    products: kind === 'slot' ? action.products.slice(0, 1) : action.products,
    filters: isPlacing ? [] : action.filters,
    position: kind === 'slot' ? (action.position ?? 1) : undefined,
    places: kind === 'boost' || kind === 'bury' ? action.places : undefined,
    out_of_stock: isPlacing && action.out_of_stock,
  };
}
