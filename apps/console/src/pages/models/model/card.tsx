import { Skeleton, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Section } from './section';

const Markdown = lazy(() => import('../../../ui/markdown').then((module) => ({ default: module.Markdown })));

/** The card that a version was published with. */
export function Card({ markdown }: { readonly markdown: string }) {
  return (
    <Section title="Card">
      {markdown === '' ? (
        <Text size="sm">It was published without a card.</Text>
      ) : (
        <Suspense fallback={<Skeleton h={360} />}>
          <Markdown text={markdown} top={3} />
        </Suspense>
      )}
    </Section>
  );
}
