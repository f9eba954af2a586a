import type { Message } from '../../api/client';
import { count, dateTime } from '../../ui/format';
import { Facts } from './facts';

/** What failed without failing a search; nothing where all is well. */
export function Faults({ faults }: { readonly faults: readonly Message<'SystemFault'>[] }) {
  if (faults.length === 0) return null;
  return (
    <Facts
      title="Failures since the start"
      facts={faults.map(({ part, at_ms: at, count: times }) => [
        part,
        `${count(times)} ${times === 1 ? 'time' : 'times'}, last ${dateTime(at)}; the log of the process says why`,
      ])}
    />
  );
}
