import { SimpleGrid, Text, TextInput } from '@mantine/core';
import type { RuleForm } from '../shared/rule';
import { errorAt, type FieldErrors } from './errors';

interface ScheduleFieldsProps {
  readonly rule: RuleForm;
  readonly errors: FieldErrors;
  readonly set: (change: Partial<RuleForm>) => void;
}

const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** When a rule begins and ends, in the viewer's zone. */
export function ScheduleFields({ rule, errors, set }: ScheduleFieldsProps) {
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          type="datetime-local"
          label="Start"
          description="None: at once"
          value={toLocal(rule.start_ms)}
          error={errorAt(errors, 'start_ms')}
          onChange={({ currentTarget: { value } }) => {
            set({ start_ms: fromLocal(value) });
          }}
        />
        <TextInput
          type="datetime-local"
          label="End"
          description="None: without end"
          value={toLocal(rule.end_ms)}
          error={errorAt(errors, 'end_ms')}
          onChange={({ currentTarget: { value } }) => {
            set({ end_ms: fromLocal(value) });
          }}
        />
      </SimpleGrid>
      <Text size="xs" c="dimmed" mt="xs">
        Times are those of {zone.replaceAll('_', ' ')}.
      </Text>
    </>
  );
}

/** As the input has it: without a zone. */
function toLocal(ms: number | undefined): string {
  if (ms === undefined) return '';
  const date = new Date(ms);
  return new Date(ms - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function fromLocal(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
