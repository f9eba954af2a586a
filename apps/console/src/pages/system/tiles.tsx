import { SimpleGrid } from '@mantine/core';
import type { Message } from '../../api/client';
import { count, duration, number, percent } from '../../ui/format';
import { Tile } from './tile';

interface TilesProps {
  readonly window: Message<'SearchWindow'>;
  readonly system: Message<'GetSystemResponse'>;
}

/** The numbers that tell at a glance whether all is well. */
export function Tiles({ window, system: { inference } }: TilesProps) {
  const { searches, failed, degraded, cached, latency, length_ms: lengthMs } = window;
  const perSecond = searches / Math.max(1, lengthMs / 1000);
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="md">
      <Tile label="Searches" value={count(searches)} detail={`${number(perSecond, 2)} a second`} />
      <Tile
        label="95 of 100 within"
        value={timed(latency, latency?.p95_ms)}
        detail={`half within ${timed(latency, latency?.p50_ms)}, 99 within ${timed(latency, latency?.p99_ms)}`}
      />
      <Tile
        label="Degraded"
        value={share(degraded, searches)}
        detail={
          failed === 0
            ? `${count(degraded)} of ${count(searches)} searches`
            : `${count(degraded)} of ${count(searches)}, ${count(failed)} more refused`
        }
        alarm={degraded > 0.01 * searches}
      />
      <Tile
        label="Page cache hits"
        value={share(cached, searches)}
        detail={`${count(cached)} of ${count(searches)} searches`}
      />
      <ScoreCache window={window} />
      {inference === undefined ? (
        <Tile label="Queue for a core" value="–" detail="no model runs in this process" />
      ) : (
        <Tile
          label="Queue for a core"
          value={count(inference.queued)}
          detail={`waited ${duration(inference.wait_ms)} each, ${count(inference.dropped)} of ${count(inference.completed + inference.dropped)} given up`}
          alarm={inference.dropped > 0.01 * inference.completed}
        />
      )}
    </SimpleGrid>
  );
}

function ScoreCache({ window: { caches } }: Pick<TilesProps, 'window'>) {
  const { hits = 0, misses = 0 } = caches.find(({ cache }) => cache === 'scores') ?? {};
  return (
    <Tile
      label="Score cache hits"
      value={share(hits, hits + misses)}
      detail={`${count(hits)} of ${count(hits + misses)} products`}
    />
  );
}

function share(part: number, of: number): string {
  return of === 0 ? '–' : percent(part / of);
}

function timed(latency: Message<'Latency'> | undefined, ms: number | undefined): string {
  return latency === undefined || latency.count === 0 || ms === undefined ? '–' : duration(ms);
}
