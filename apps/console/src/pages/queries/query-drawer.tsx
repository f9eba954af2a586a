import { Button, Drawer, Group, Skeleton, Stack, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import type { View } from './view';

/** Charts come with it, so that the list need not wait for them. */
const QueryDetail = lazy(() => import('./query-detail').then(({ QueryDetail: component }) => ({ default: component })));

interface QueryDrawerProps {
  readonly view: View;
  readonly onClose: () => void;
}

/** One query in detail, beside the list. */
export function QueryDrawer({ view, onClose }: QueryDrawerProps) {
  const { query } = view;
  // Put together by hand: the ready-made header is a second banner beside the page's.
  return (
    <Drawer.Root opened={query !== undefined} onClose={onClose} position="right" size="xl">
      <Drawer.Overlay />
      <Drawer.Content aria-label={`The query ${query ?? ''}`}>
        <Drawer.Body pt="md">
          {query !== undefined && (
            <Stack gap="lg">
              <Group justify="space-between" align="flex-start" wrap="nowrap">
                <Title order={2} style={{ overflowWrap: 'anywhere' }}>
                  {query}
                </Title>
                <Drawer.CloseButton aria-label="Close" />
              </Group>
              <div>
                <Button
                  component="a"
                  href={`${import.meta.env.BASE_URL}search?q=${encodeURIComponent(query)}`}
                  rightSection={<IconArrowRight size={16} aria-hidden />}
                >
                  Open in the workbench
                </Button>
              </div>
              <Suspense fallback={<Skeleton h={480} />}>
                <QueryDetail query={query} view={view} />
              </Suspense>
            </Stack>
          )}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
