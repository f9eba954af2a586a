import type { Message } from '../../api/client';
import { bytes, count, dateTime, duration, number } from '../../ui/format';
import { Facts } from './facts';

/** What the process is, and what it uses. */
export function ProcessFacts({ system }: { readonly system: Message<'GetSystemResponse'> }) {
  const { process, catalogue, as_of_ms: now } = system;
  if (process === undefined) return null;
  return (
    <Facts
      title="This process"
      facts={[
        ['Process', `${process.name}, version ${process.version}, Node.js ${process.node_version}`],
        ['Started', `${dateTime(process.started_at_ms)}, ${duration(now - process.started_at_ms)} ago`],
        ['Memory', `${bytes(process.memory_bytes)}, ${bytes(process.heap_bytes)} of it JavaScript objects`],
        ['Cores kept busy', number(process.busy_cores, 2)],
        ['Event loop late by', `${duration(process.loop_delay_p99_ms)} at most, 99 of 100 times`],
        ...(catalogue === undefined
          ? []
          : [
              ['Products', count(catalogue.products)] as const,
              ['Products that wait for a vector', count(catalogue.vectors_pending)] as const,
            ]),
      ]}
    />
  );
}
