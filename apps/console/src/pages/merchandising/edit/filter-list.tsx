import { ActionIcon, Button, Group, NumberInput, Select, Stack, TagsInput, Text } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { fieldsQuery, valuesQuery } from '../shared/queries';
import type { Filter } from '../shared/rule';

const numbers = new Set(['price', 'stock', 'rating', 'rating_count', 'popularity', 'released']);

interface FilterListProps {
  readonly filters: readonly Filter[];
  readonly errorOf: (index: number) => string | undefined;
  readonly set: (filters: readonly Filter[]) => void;
}

/** Products by what they are: all conditions must hold. */
export function FilterList({ filters, errorOf, set }: FilterListProps) {
  return (
    <Stack gap="xs">
      {filters.length > 0 && (
        <Text size="sm" fw={500}>
          All products with
        </Text>
      )}
      {filters.map((filter, index) => (
        <FilterFields
          key={index}
          filter={filter}
          error={errorOf(index)}
          set={(next) => {
            set(filters.with(index, next));
          }}
          remove={() => {
            set(filters.toSpliced(index, 1));
          }}
        />
      ))}
      <Button
        variant="subtle"
        size="compact-sm"
        style={{ alignSelf: 'flex-start' }}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => {
          set([...filters, { field: 'brand', values: [] }]);
        }}
      >
        {filters.length === 0 ? 'All products of a brand, a price…' : 'And…'}
      </Button>
    </Stack>
  );
}

interface FilterFieldsProps {
  readonly filter: Filter;
  readonly error: string | undefined;
  readonly set: (filter: Filter) => void;
  readonly remove: () => void;
}

function FilterFields({ filter, error, set, remove }: FilterFieldsProps) {
  const { field = '', values = [], exclude = false } = filter;
  const isNumber = numbers.has(field);
  const catalogue = useQuery(fieldsQuery);
  const known = useQuery({ ...valuesQuery(field), enabled: !isNumber && field !== '' });
  return (
    <div>
      <Group align="flex-end" gap="xs" wrap="wrap">
        <Select
          aria-label="Field"
          data={[...(catalogue.data?.filterable ?? [field])]}
          value={field}
          allowDeselect={false}
          searchable
          w={130}
          onChange={(next) => {
            set(numbers.has(next ?? '') ? { field: next ?? '' } : { field: next ?? '', values: [] });
          }}
        />
        {isNumber ? (
          <>
            <Bound
              label="From"
              value={filter.min}
              set={(min) => {
                set(withBound(filter, 'min', min));
              }}
            />
            <Bound
              label="To"
              value={filter.max}
              set={(max) => {
                set(withBound(filter, 'max', max));
              }}
            />
          </>
        ) : (
          <>
            <Select
              aria-label="Is or is not"
              data={['is', 'is not']}
              value={exclude ? 'is not' : 'is'}
              allowDeselect={false}
              w={90}
              onChange={(next) => {
                set({ ...filter, exclude: next === 'is not' });
              }}
            />
            <TagsInput
              aria-label={`Values of ${field}`}
              placeholder={values.length === 0 ? 'one of…' : ''}
              data={[...(known.data ?? [])]}
              value={[...values]}
              splitChars={[]}
              acceptValueOnBlur
              style={{ flex: '1 1 140px' }}
              onChange={(next) => {
                set({ ...filter, values: next });
              }}
            />
          </>
        )}
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          aria-label={`Remove the condition on ${field}`}
          onClick={remove}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {error !== undefined && (
        <Text size="xs" c="red" mt={4}>
          {error}
        </Text>
      )}
    </div>
  );
}

interface BoundProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly set: (value: number | undefined) => void;
}

function Bound({ label, value, set }: BoundProps) {
  return (
    <NumberInput
      aria-label={label}
      placeholder={label.toLowerCase()}
      value={value ?? ''}
      w={110}
      onChange={(next) => {
        set(typeof next === 'number' ? next : undefined);
      }}
    />
  );
}

function withBound(filter: Filter, name: 'min' | 'max', value: number | undefined): Filter {
  const { field = '', min, max } = filter;
  const bounds = { min, max, [name]: value };
  return {
    field,
    ...(bounds.min !== undefined && { min: bounds.min }),
    ...(bounds.max !== undefined && { max: bounds.max }),
  };
}
