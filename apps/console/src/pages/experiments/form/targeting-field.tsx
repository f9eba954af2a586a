import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  JsonInput,
  NativeSelect,
  Paper,
  Stack,
  TagsInput,
  Text,
  Title,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count, percent } from '../../../ui/format';
import { type Condition, conditionOf, type ConditionRow, rowsOf } from './condition-rows';
import type { FieldsProps } from './fields-props';
import { trafficQuery } from './traffic-query';

const operators = [
  { value: '$in', label: 'is one of' },
  { value: '$nin', label: 'is none of' },
  { value: '$gte', label: 'is at least' },
  { value: '$lte', label: 'is at most' },
];

/** Who takes part, and how many that would have been of late. */
export function TargetingField({ draft, change, about }: FieldsProps) {
  const [rows, setRows] = useState<readonly ConditionRow[]>(() => rowsOf(draft.targeting) ?? []);
  const [text, setText] = useState<string | undefined>(() =>
    rowsOf(draft.targeting) === undefined ? JSON.stringify(draft.targeting, null, 2) : undefined,
  );
  const [settled] = useDebouncedValue(draft, 400);
  const traffic = useQuery(trafficQuery(settled));
  const attributes = traffic.data?.attributes ?? [];
  const types = new Map(attributes.map(({ name, values }) => [name, values[0]?.type ?? 'string']));
  const put = (next: readonly ConditionRow[]): void => {
    setRows(next);
    change({ targeting: conditionOf(next, types) });
  };
  const replace = (index: number, row: Partial<ConditionRow>): void => {
    put(rows.map((each, at) => (at === index ? { ...each, ...row } : each)));
  };
  const said = Object.keys(draft.targeting)
    .map((name) => wrongAt(about, name, draft.targeting))
    .filter((each) => each !== undefined);
  return (
    <Paper withBorder p="md">
      <Stack gap="sm">
        <div>
          <Title order={2}>Who takes part</Title>
          <Text size="sm" c="dimmed">
            A condition on the attributes that searches come with; none means everybody.
          </Text>
        </div>
        {text === undefined ? (
          rows.map((row, index) => (
            <Group key={index} gap="xs" align="flex-start">
              <Autocomplete
                aria-label={`Attribute of condition ${index + 1}`}
                placeholder="attribute"
                style={{ flex: '1 1 130px' }}
                data={attributes.map(({ name }) => name).filter((name) => name !== 'query_words')}
                value={row.attribute}
                onChange={(attribute) => {
                  replace(index, { attribute });
                }}
              />
              <NativeSelect
                aria-label={`Comparison of condition ${index + 1}`}
                w={120}
                data={operators}
                value={row.operator}
                onChange={(event) => {
                  replace(index, { operator: event.currentTarget.value as ConditionRow['operator'] });
                }}
              />
              <TagsInput
                aria-label={`Values of condition ${index + 1}`}
                placeholder={row.values.length === 0 ? 'values, Enter after each' : ''}
                style={{ flex: '2 1 180px' }}
                data={attributes.find(({ name }) => name === row.attribute)?.values.map(({ value }) => value) ?? []}
                value={[...row.values]}
                {...((row.operator === '$gte' || row.operator === '$lte') && { maxTags: 1 })}
                onChange={(values) => {
                  replace(index, { values });
                }}
              />
              <ActionIcon
                mt={4}
                variant="subtle"
                color="gray"
                aria-label={`Remove condition ${index + 1}`}
                onClick={() => {
                  put(rows.filter((_, at) => at !== index));
                }}
              >
                <IconX size={16} aria-hidden />
              </ActionIcon>
            </Group>
          ))
        ) : (
          <JsonInput
            aria-label="Targeting as JSON"
            autosize
            minRows={4}
            validationError="this is no JSON yet"
            value={text}
            onChange={(next) => {
              setText(next);
              const condition = parsed(next);
              if (condition !== undefined) change({ targeting: condition });
            }}
          />
        )}
        {said.map((each) => (
          <Text key={each} c="red" size="sm" role="alert">
            {each}
          </Text>
        ))}
        <Group gap="xs">
          {text === undefined && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => {
                setRows([...rows, { attribute: '', operator: '$in', values: [] }]);
              }}
            >
              Add a condition
            </Button>
          )}
          <Button
            size="xs"
            variant="subtle"
            disabled={text !== undefined && rowsOf(draft.targeting) === undefined}
            onClick={() => {
              if (text === undefined) setText(JSON.stringify(draft.targeting, null, 2));
              else {
                setRows(rowsOf(draft.targeting) ?? []);
                setText(undefined);
              }
            }}
          >
            {text === undefined ? 'Write it as JSON' : 'Back to lines'}
          </Button>
        </Group>
        <Text size="sm" role="status" mih={22}>
          {traffic.data === undefined
            ? ' '
            : traffic.data.units === 0
              ? 'Nobody searched in the last seven days: whom it matches shows once somebody does.'
              : `Matches ${count(traffic.data.matching)} of the ${count(traffic.data.units)} ${draft.unit}s who searched in the last seven days (${percent(traffic.data.matching / traffic.data.units, 0)}).`}
        </Text>
      </Stack>
    </Paper>
  );
}

/** What is said of an attribute or of a part of its condition. */
function wrongAt(about: FieldsProps['about'], name: string, targeting: Condition): string | undefined {
  const wanted = targeting[name];
  const inner = typeof wanted === 'object' && wanted !== null ? Object.keys(wanted) : [];
  const fields = [`targeting.${name}`, ...inner.map((operator) => `targeting.${name}.${operator}`)];
  const said = fields.map((field) => about(field)).find((each) => each !== undefined);
  return said === undefined ? undefined : `${name}: ${said}`;
}

function parsed(text: string): Condition | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Condition) : undefined;
  } catch {
    return undefined;
  }
}
