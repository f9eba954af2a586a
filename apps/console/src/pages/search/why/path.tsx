import { Group, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Fragment } from 'react';
import type { Ranked } from '../use-answers';

/** Where the product stood after each stage. */
export function Path({ ranked: { explanation, position } }: { readonly ranked: Ranked }) {
  const { retrieval, ranker, reranker } = explanation?.positions ?? {};
  const stops = [
    { label: 'retrieved', place: retrieval },
    { label: 'ranked', place: ranker },
    { label: 'reranked', place: reranker },
    { label: 'shown', place: position },
  ].filter(({ place }) => place !== undefined);
  return (
    <Group gap="xs" component="p" m={0} role="group" aria-label="Place after each stage">
      {stops.map(({ label, place }, at) => (
        <Fragment key={label}>
          {at > 0 && <IconArrowRight size={14} aria-hidden />}
          <Text span size="sm">
            {label} <b>{place}.</b>
          </Text>
        </Fragment>
      ))}
    </Group>
  );
}
