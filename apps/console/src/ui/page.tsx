import { Box, Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';

interface PageProps {
  readonly title: string;
  /** What the page is for, in a sentence. */
  readonly about?: string;
  /** Beside the title: buttons, "as of". */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its title, which the browser's tab shows too. */
export function Page({ title, about, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Weir`;
  }, [title]);
  return (
    <Stack gap="lg" maw={1400} mx="auto">
      <Group justify="space-between" align="flex-start" gap="sm">
        {/* What it says wraps before the buttons go below it. */}
        <Box flex="1 1 20rem">
          <Title order={1}>{title}</Title>
          {about !== undefined && (
            <Text c="dimmed" size="sm">
              {about}
            </Text>
          )}
        </Box>
        <Group gap="sm">{actions}</Group>
      </Group>
      {children}
    </Stack>
  );
}
