import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Message } from '../../../api/client';
import { bytes, count } from '../../../ui/format';
import { quantiles } from '../shared/latency';
import type { Version } from '../shared/queries';
import classes from './model.module.css';
import { Section } from './section';

interface FactsProps {
  readonly shown: Message<'GetModelVersionResponse'>;
  readonly version: Version;
}

/** What a version is, in a few lines. */
export function Facts({ shown, version }: FactsProps) {
  const { latency } = version;
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['Kind', shown.kind === '' ? 'not known' : shown.kind],
    ['Made', version.created],
    ['Size', version.bytes === 0 ? 'its manifest alone' : bytes(version.bytes)],
    ['Licence', version.licence],
    ['Learnt from', version.trained_on.join(', ') || 'nothing of Weir'],
    ['In this process', version.loaded ? 'loaded' : 'not loaded'],
    [
      'Median / p95',
      latency === undefined
        ? 'no call yet'
        : `${quantiles(latency)} a ${latency.per}, of the last ${count(latency.calls)}`,
    ],
  ];
  return (
    <Section title="About it">
      <Text size="sm" mb="sm">
        {version.description}
      </Text>
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {latency !== undefined && (
        <Text size="xs" c="dimmed" mt="xs">
          Times are those that searches saw: waiting for a free thread and known scores included.
        </Text>
      )}
    </Section>
  );
}
