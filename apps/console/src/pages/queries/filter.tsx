import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';

interface FilterProps {
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}

/** Queries that contain a text. Asked for when the typing pauses. */
export function Filter({ value, onChange }: FilterProps) {
  const [typed, setTyped] = useState(value);
  const tell = useDebouncedCallback((text: string) => {
    onChange(text === '' ? undefined : text);
  }, 300);
  return (
    <TextInput
      aria-label="Queries that contain"
      placeholder="Contains…"
      leftSection={<IconSearch size={16} aria-hidden />}
      w={180}
      maxLength={512}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        tell(currentTarget.value);
      }}
    />
  );
}
