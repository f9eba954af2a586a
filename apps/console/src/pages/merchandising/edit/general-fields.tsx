import { Group, NumberInput, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { keyOf, type RuleForm } from '../shared/rule';
import { errorAt, type FieldErrors } from './errors';

interface GeneralFieldsProps {
  readonly rule: RuleForm;
  readonly isNew: boolean;
  readonly errors: FieldErrors;
  readonly set: (change: Partial<RuleForm>) => void;
}

const states = [
  { value: 'draft', label: 'Draft' },
  { value: 'on', label: 'On' },
  { value: 'off', label: 'Off' },
];
const meanings: Readonly<Record<string, string>> = {
  draft: 'Acts only in the preview and in a test.',
  on: 'Acts for every shopper between its dates.',
  off: 'Acts nowhere, not in a test either.',
};

/** What a rule is called, and whether it acts. */
export function GeneralFields({ rule, isNew, errors, set }: GeneralFieldsProps) {
  return (
    <Stack gap="sm">
      <TextInput
        label="Description"
        placeholder="e.g. Our own brand first for drills"
        value={rule.description}
        maxLength={500}
        error={errorAt(errors, 'description')}
        onChange={({ currentTarget: { value } }) => {
          set({ description: value });
        }}
      />
      <Group align="flex-start" grow preventGrowOverflow={false}>
        {isNew && (
          <TextInput
            label="Key"
            description="Never changes"
            placeholder={keyOf(rule)}
            value={rule.key}
            error={errorAt(errors, 'key')}
            onChange={({ currentTarget: { value } }) => {
              set({ key: value });
            }}
          />
        )}
        <NumberInput
          label="Priority"
          description="The higher one wins"
          min={0}
          max={1000}
          value={rule.priority}
          error={errorAt(errors, 'priority')}
          onChange={(value) => {
            set({ priority: typeof value === 'number' ? value : 0 });
          }}
        />
      </Group>
      <div>
        <SegmentedControl
          aria-label="State"
          data={states}
          value={rule.state}
          onChange={(value) => {
            set({ state: value as RuleForm['state'] });
          }}
        />
        <Text size="xs" c="dimmed" mt={4}>
          {meanings[rule.state]}
        </Text>
      </div>
    </Stack>
  );
}
