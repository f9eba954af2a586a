import { Checkbox, Group, JsonInput, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Setting } from '../shared/plan-settings';

interface SettingInputProps {
  readonly label: string;
  /** Undefined where a Plan has no such setting: what it is then, the server refuses. */
  readonly setting: Setting | undefined;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly onChange: (value: unknown) => void;
}

/** One setting of a Plan, by its type; what may be switched off has a box for it. */
export function SettingInput(props: SettingInputProps) {
  const { label, setting, value, onChange } = props;
  const [before, setBefore] = useState<unknown>(value ?? '');
  if (setting?.nullable !== true) return <Input {...props} />;
  return (
    <Group gap="xs" align="flex-start" style={{ flex: 1 }} wrap="nowrap">
      <Input {...props} disabled={value === null} />
      <Checkbox
        mt={32}
        label="off"
        aria-label={`${label} off`}
        checked={value === null}
        onChange={(event) => {
          if (event.currentTarget.checked) setBefore(value);
          onChange(event.currentTarget.checked ? null : (before ?? ''));
        }}
      />
    </Group>
  );
}

function Input({
  label,
  setting,
  value,
  error,
  onChange,
  disabled = false,
}: SettingInputProps & { readonly disabled?: boolean }) {
  const shared = {
    label,
    error,
    disabled,
    style: { flex: 1 },
    ...(setting !== undefined && { description: setting.about }),
  };
  if (setting?.type === 'boolean') {
    return (
      <NativeSelect
        {...shared}
        data={[
          { value: 'true', label: 'yes' },
          { value: 'false', label: 'no' },
        ]}
        value={String(value)}
        onChange={(event) => {
          onChange(event.currentTarget.value === 'true');
        }}
      />
    );
  }
  if (setting?.choices !== undefined) {
    return (
      <NativeSelect
        {...shared}
        data={[...setting.choices]}
        value={String(value)}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      />
    );
  }
  if (setting?.type === 'number') {
    return (
      <NumberInput
        {...shared}
        value={typeof value === 'number' ? value : ''}
        allowDecimal={!setting.whole}
        {...(setting.minimum !== undefined && { min: setting.minimum })}
        {...(setting.maximum !== undefined && { max: setting.maximum })}
        clampBehavior="none"
        onChange={(next) => {
          onChange(typeof next === 'number' ? next : 0);
        }}
      />
    );
  }
  if (setting?.type === 'object') return <JsonInput {...shared} value={JSON.stringify(value)} readOnly />;
  return (
    <TextInput
      {...shared}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
    />
  );
}
