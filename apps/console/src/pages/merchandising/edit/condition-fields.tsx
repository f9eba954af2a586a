import { ActionIcon, Button, Checkbox, Group, Select, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { valuesQuery } from '../shared/queries';
import type { ConditionForm } from '../shared/rule';
import { errorAt, type FieldErrors } from './errors';

interface ConditionFieldsProps {
  readonly when: ConditionForm;
  readonly errors: FieldErrors;
  readonly set: (change: Partial<ConditionForm>) => void;
}

const tests = [
  { value: 'is', label: 'is one of' },
  { value: 'contains', label: 'has all words of' },
  { value: 'begins_with', label: 'begins with' },
  { value: 'matches', label: 'matches (regular expression)' },
];

/** Which searches a rule is for; all that is given must hold. */
export function ConditionFields({ when, errors, set }: ConditionFieldsProps) {
  const { query = { test: 'is', values: [] }, categories, attributes, every_search: every } = when;
  const values = useQuery(valuesQuery('category'));
  const isGiven = query.values.length > 0 || categories.length > 0 || attributes.length > 0;
  return (
    <Stack gap="sm">
      <Group align="flex-start" wrap="wrap" gap="sm">
        <Select
          label="The query"
          data={tests}
          value={query.test}
          allowDeselect={false}
          w={{ base: '100%', sm: 210 }}
          onChange={(test) => {
            set({ query: { ...query, test: test ?? 'is' } });
          }}
        />
        <TagsInput
          label="Queries"
          description="Enter after each; case and accents do not count"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={[...query.values]}
          error={errorAt(errors, 'when.query.values') ?? errorAt(errors, 'when')}
          splitChars={[]}
          acceptValueOnBlur
          style={{ flex: '1 1 220px' }}
          onChange={(next) => {
            set({ query: { ...query, values: next }, ...(next.length > 0 && { every_search: false }) });
          }}
        />
      </Group>
      <TagsInput
        label="On pages of these categories"
        description="Searches that are filtered to them; none: on all pages"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={[...(values.data ?? [])]}
        value={[...categories]}
        error={errorAt(errors, 'when.categories')}
        splitChars={[]}
        acceptValueOnBlur
        onChange={(next) => {
          set({ categories: next, ...(next.length > 0 && { every_search: false }) });
        }}
      />
      {attributes.map((attribute, index) => (
        <Group key={index} align="flex-end" wrap="nowrap" gap="sm">
          <TextInput
            label="Attribute of the search"
            placeholder="e.g. country"
            value={attribute.name}
            error={errorAt(errors, `when.attributes[${index}].name`)}
            onChange={({ currentTarget: { value } }) => {
              set({ attributes: attributes.with(index, { ...attribute, name: value }) });
            }}
          />
          <TagsInput
            label="is one of"
            value={[...attribute.values]}
            error={errorAt(errors, `when.attributes[${index}].values`)}
            acceptValueOnBlur
            style={{ flex: 1 }}
            onChange={(next) => {
              set({ attributes: attributes.with(index, { ...attribute, values: next }) });
            }}
          />
          <ActionIcon
            variant="subtle"
            color="red"
            size="lg"
            aria-label={`Remove the attribute ${attribute.name}`}
            onClick={() => {
              set({ attributes: attributes.toSpliced(index, 1) });
            }}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Group justify="space-between">
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            set({ attributes: [...attributes, { name: '', values: [] }], every_search: false });
          }}
        >
          Only where the search says…
        </Button>
        {!isGiven && (
          <Checkbox
            label="In every search"
            checked={every}
            error={errorAt(errors, 'when.every_search')}
            onChange={({ currentTarget: { checked } }) => {
              set({ every_search: checked });
            }}
          />
        )}
      </Group>
      {isGiven && (
        <Text size="xs" c="dimmed">
          All of what is given must hold.
        </Text>
      )}
    </Stack>
  );
}
