import { ActionIcon, Group, JsonInput, Select, Stack, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import type { Overlay } from '../shared/definition';
import { pathsOf, settingAt, valueAt, withValue } from '../shared/plan-settings';
import { SettingInput } from './setting-input';

interface OverlayFieldProps {
  /** Of the field, as the server's answer names it. */
  readonly path: string;
  readonly overlay: Overlay;
  readonly base: Overlay;
  /** JSON schema of a Plan. */
  readonly schema: Overlay;
  readonly about: (field: string) => string | undefined;
  readonly onChange: (overlay: Overlay) => void;
}

/** A partial Plan: setting by setting, or as JSON; both are the same. */
export function OverlayField({ path, overlay, base, schema, about, onChange }: OverlayFieldProps) {
  const [text, setText] = useState<string>();
  const changed = pathsOf(overlay);
  const free = pathsOf(base).filter((each) => !changed.includes(each));
  const notJson = text === undefined || isObjectText(text) ? undefined : 'this is no JSON object yet';
  const groups = [...new Set(free.map((each) => each.split('.')[0] ?? ''))];
  return (
    <Stack gap="xs">
      {changed.map((each) => {
        const setting = settingAt(schema, each);
        return (
          <Group key={each} gap="xs" align="flex-start" wrap="nowrap">
            <SettingInput
              label={each}
              setting={setting}
              value={valueAt(overlay, each)}
              error={about(`${path}.${each}`)}
              onChange={(value) => {
                setText(undefined);
                onChange(withValue(overlay, each, value));
              }}
            />
            <ActionIcon
              mt={26}
              variant="subtle"
              color="gray"
              aria-label={`Leave ${each} as it is`}
              onClick={() => {
                setText(undefined);
                onChange(withValue(overlay, each, undefined));
              }}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
      <Select
        label="Change a setting"
        placeholder="Search the settings of the Plan"
        searchable
        value={null}
        data={groups.map((group) => ({ group, items: free.filter((each) => each.split('.')[0] === group) }))}
        onChange={(chosen) => {
          if (chosen === null) return;
          setText(undefined);
          onChange(withValue(overlay, chosen, valueAt(base, chosen)));
        }}
      />
      <details>
        <summary>
          <Text size="sm" component="span">
            As JSON
          </Text>
        </summary>
        <JsonInput
          mt="xs"
          aria-label={`Plan of ${path} as JSON`}
          autosize
          minRows={3}
          value={text ?? JSON.stringify(overlay, null, 2)}
          error={notJson ?? about(path)}
          onChange={(next) => {
            setText(next);
            if (isObjectText(next)) onChange(JSON.parse(next) as Overlay);
          }}
        />
      </details>
      {about(path) !== undefined && (
        <Text c="red" size="sm" role="alert">
          {about(path)}
        </Text>
      )}
    </Stack>
  );
}

function isObjectText(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
