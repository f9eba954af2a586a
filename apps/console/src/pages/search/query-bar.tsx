import { Button, Group, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';

interface QueryBarProps {
  readonly query: string;
  readonly onSearch: (query: string) => void;
  /** What else is chosen beside the query. */
  readonly children: ReactNode;
}

/** The query; Enter searches, and the arrow down goes on to what was found. */
export function QueryBar({ query, onSearch, children }: QueryBarProps) {
  const [text, setText] = useState(query);
  const [shown, setShown] = useState(query);
  // Another address was opened.
  if (shown !== query) {
    setShown(query);
    setText(query);
  }
  return (
    <Group gap="sm" align="flex-end">
      <form
        role="search"
        style={{ flex: '1 1 280px' }}
        onSubmit={(event) => {
          event.preventDefault();
          onSearch(text.trim());
        }}
      >
        <Group gap="xs" wrap="nowrap" align="flex-end">
          <TextInput
            flex={1}
            label="Query"
            placeholder="What a shopper would type"
            maxLength={512}
            value={text}
            leftSection={<IconSearch size={16} aria-hidden />}
            onChange={({ currentTarget }) => {
              setText(currentTarget.value);
            }}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return;
              event.preventDefault();
              document.querySelector<HTMLElement>('[data-list] > li')?.focus();
            }}
          />
          <Button type="submit">Search</Button>
        </Group>
      </form>
      {children}
    </Group>
  );
}
